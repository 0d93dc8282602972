import Kernels
import Testing

@testable import NeuralNetwork

@Suite struct NearestTests {
  private let size = 37

  private func bytes(_ count: Int, seed: UInt64, most: UInt8 = 255) -> [UInt8] {
    RandomStream(seed: seed, purpose: .weights).uniforms(count).map {
      UInt8($0 * Float(most) + 0.5)
    }
  }

  private func dataset(_ bytes: [UInt8]) throws -> Dataset {
    let labels = (0..<bytes.count / size).map { $0 % 10 }
    return try Dataset(bytes: bytes, shape: [size], labels: labels, classes: 10)
  }

  private func naive(_ data: Dataset, _ sample: [UInt8], _ count: Int) -> [Neighbour] {
    let all = (0..<data.count).map { position in
      let other = data.bytes(at: position) ?? []
      let square = zip(sample, other).reduce(0) { sum, pair in
        sum + (Int(pair.0) - Int(pair.1)) * (Int(pair.0) - Int(pair.1))
      }
      return (position, square)
    }
    return all.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(count).map {
      Neighbour(position: $0.0, distance: Float($0.1).squareRoot() * data.scaling.scale)
    }
  }

  @Test(arguments: [0, 1, 10, 500, 501])
  func areThoseOfAPlainLoop(count: Int) throws {
    let data = try dataset(bytes(500 * size, seed: 1))
    let sample = bytes(size, seed: 2)
    #expect(try data.nearest(to: sample, count: count) == naive(data, sample, count))
  }

  /// Hardly any two distances differ here.
  @Test func firstOfEqualsComesFirst() throws {
    let data = try dataset(bytes(400 * size, seed: 3, most: 1))
    let sample = bytes(size, seed: 4, most: 1)
    let found = try data.nearest(to: sample, count: 30)
    #expect(found == naive(data, sample, 30))
    #expect(Set(found.map(\.distance)).count < 10)
  }

  @Test func positionsAreThoseOfTheView() throws {
    let data = try dataset(bytes(100 * size, seed: 5)).selecting(stride(from: 90, to: 4, by: -3))
    let itself = data.bytes(at: 7) ?? []
    let found = try data.nearest(to: itself, count: 3)
    #expect(found.first == Neighbour(position: 7, distance: 0))
    #expect(found == naive(data, itself, 3))
  }

  /// More values than squares fit into 32 bits.
  @Test func largeSamplesDoNotOverflow() throws {
    let size = 200_000
    let data = try Dataset(
      bytes: [UInt8](repeating: 255, count: size), shape: [size], labels: [0], classes: 1)
    let found = try data.nearest(to: [UInt8](repeating: 0, count: size), count: 1)
    #expect(found.map(\.distance) == [Float(size).squareRoot() * 255 * data.scaling.scale])
  }

  @Test func refusesWhatDoesNotFit() throws {
    let data = try dataset(bytes(3 * size, seed: 6))
    #expect(throws: ModelError.self) { try data.nearest(to: [1, 2], count: 1) }
    let floats = try Dataset(floats: [1, 2], shape: [1], labels: [0, 0], classes: 1)
    #expect(throws: ModelError.self) { try floats.nearest(to: [1], count: 1) }
  }
}
