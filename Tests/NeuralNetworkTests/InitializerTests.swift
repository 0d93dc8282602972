import Foundation
import Kernels
import Testing

@testable import NeuralNetwork

/// Initial weights against the scales that Keras asks for.
@Suite struct InitializerTests {
  private struct Record: Decodable {
    let cases: [Case]
  }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let initializer: Initializer
    let shape: Shape
    let fanIn, fanOut: Float
    let limit, stddev, stddevBeforeTruncation: Double?

    var testDescription: String { "\(initializer) \(shape)" }
  }

  static let cases: [Case] = {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let text = (try? Golden.text("initializers.json")) ?? ""
    return (try? decoder.decode(Record.self, from: Data(text.utf8)))?.cases ?? []
  }()

  @Test func allAreRead() {
    #expect(Self.cases.count == 12)
    #expect(Set(Self.cases.map(\.initializer)).count == Initializer.allCases.count - 2)
  }

  @Test(arguments: cases)
  func fans(expected: Case) {
    let fans = Initializer.fans(of: expected.shape)
    #expect(fans.fanIn == expected.fanIn)
    #expect(fans.fanOut == expected.fanOut)
  }

  @Test(arguments: cases.filter { $0.limit != nil })
  func uniform(expected: Case) throws {
    let limit = try #require(expected.limit)
    let values = fill(expected.initializer, expected.shape).map(Double.init)
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    // Of n values the largest misses the limit by a share of 1/n on average; 20 times that is one run in 10⁴.
    let reach = limit * (1 - min(0.5, 20 / Double(values.count)))
    #expect(-limit * (1 + 1e-6) <= low && low < -reach)
    #expect(reach < high && high <= limit * (1 + 1e-6))
    let deviation = limit / 3.0.squareRoot()
    expectMoments(of: values, deviation: deviation, kurtosis: 1.8)
  }

  @Test(arguments: cases.filter { $0.stddev != nil })
  func normal(expected: Case) throws {
    let cut = 2 * (try #require(expected.stddevBeforeTruncation))
    let values = fill(expected.initializer, expected.shape).map(Double.init)
    let largest = values.map(abs).max() ?? 0
    #expect(largest <= cut * (1 + 1e-6))
    #expect(largest > cut * (values.count > 1000 ? 0.99 : 0.8))
    expectMoments(of: values, deviation: try #require(expected.stddev), kurtosis: 2.37)
  }

  @Test func constants() {
    #expect(fill(.zeros, [3, 2]) == [0, 0, 0, 0, 0, 0])
    #expect(fill(.ones, [3]) == [1, 1, 1])
  }

  @Test func dependOnSeedAndVariableAlone() throws {
    func variables(seed: UInt64) throws -> [[Float]] {
      let model = try Sequential(input: [5], seed: seed) {
        Dense(units: 5)
        Dense(units: 5)
      }
      return model.variables.map(\.values)
    }
    let (first, again, other) = (
      try variables(seed: 7), try variables(seed: 7), try variables(seed: 8)
    )
    #expect(first == again)
    #expect(first[0] != first[2])
    #expect(first[0] != other[0])
    #expect(first[1] == [0, 0, 0, 0, 0])
  }

  private func fill(_ initializer: Initializer, _ shape: Shape) -> [Float] {
    let random = RandomStream(seed: 42, purpose: .weights)
    return Array(unsafeUninitializedCapacity: shape.elementCount) { buffer, count in
      if let base = buffer.baseAddress { initializer.fill(base, shape: shape, from: random) }
      count = shape.elementCount
    }
  }

  /// Mean 0 and the given deviation, within four standard errors.
  private func expectMoments(of values: [Double], deviation: Double, kurtosis: Double) {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    #expect(abs(mean) < 4 * deviation / count.squareRoot())
    let error = deviation * ((kurtosis - 1) / count).squareRoot() / 2
    #expect(abs(variance.squareRoot() - deviation) < 4 * error)
  }
}
