import Foundation
import Kernels
import Testing

@testable import NeuralNetwork

/// Initial weights against the scales that Keras asks for.
@Suite struct InitializerTests {
  private struct Record: Decodable {
    let cases: [Case]
  }

  struct Case: Decodable, @unchecked Sendable, CustomTestStringConvertible {
    private let name: String
    private let config: KerasSpecification.Config?
    let shape: Shape
    let fanIn, fanOut: Float
    let limit, mean, minval, maxval, stddev, stddevBeforeTruncation: Double?

    private enum CodingKeys: String, CodingKey {
      case name = "initializer"
      case config, shape, fanIn, fanOut, limit, mean, minval, maxval, stddev, stddevBeforeTruncation
    }

    /// The initializer in Swift; an argument that Swift does not have would be lost.
    var initializer: Initializer {
      get throws {
        let standard: [String: Initializer] = [
          "glorot_uniform": .glorotUniform, "glorot_normal": .glorotNormal,
          "he_uniform": .heUniform, "he_normal": .heNormal, "lecun_uniform": .lecunUniform,
          "lecun_normal": .lecunNormal,
        ]
        if let initializer = standard[name] { return initializer }
        let config = try #require(config)
        let (mean, deviation) = (config.float("mean", 0), config.float("stddev", 0.05))
        switch name {
        case "RandomNormal": return .randomNormal(mean: mean, deviation: deviation)
        case "TruncatedNormal": return .truncatedNormal(mean: mean, deviation: deviation)
        case "RandomUniform":
          return .randomUniform(
            minimum: config.float("minval", -0.05), maximum: config.float("maxval", 0.05))
        case "VarianceScaling":
          let modes: [String?: Initializer.Fan] = [
            nil: .fanIn, "fan_in": .fanIn, "fan_out": .fanOut, "fan_avg": .average,
          ]
          let distributions: [String?: Initializer.Distribution] = [
            nil: .truncatedNormal, "uniform": .uniform, "untruncated_normal": .untruncatedNormal,
          ]
          return .varianceScaling(
            scale: config.float("scale", 1), mode: try #require(modes[config.text("mode")]),
            distribution: try #require(distributions[config.text("distribution")]))
        default: throw KerasSpecification.Unknown(what: name)
        }
      }
    }

    var testDescription: String { "\(name) \(shape)" }
  }

  static let cases: [Case] = {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let text = (try? Golden.text("initializers.json")) ?? ""
    return (try? decoder.decode(Record.self, from: Data(text.utf8)))?.cases ?? []
  }()

  @Test func allAreRead() throws {
    #expect(Self.cases.count == 48)
    #expect(try Set(Self.cases.map { try $0.initializer }).count == 16)
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
    let values = fill(try expected.initializer, expected.shape).map(Double.init)
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    // Of n values the largest misses the limit by a share of 1/n on average; 20 times that is one run in 10⁴.
    let reach = limit * (1 - min(0.5, 20 / Double(values.count)))
    #expect(-limit * (1 + 1e-6) <= low && low < -reach)
    #expect(reach < high && high <= limit * (1 + 1e-6))
    let deviation = limit / 3.0.squareRoot()
    expectMoments(of: values, deviation: deviation, kurtosis: 1.8)
  }

  @Test(arguments: cases.filter { $0.minval != nil })
  func uniformOffCentre(expected: Case) throws {
    let (low, high) = (try #require(expected.minval), try #require(expected.maxval))
    let values = fill(try expected.initializer, expected.shape).map(Double.init)
    #expect(values.allSatisfy { (low...high).contains($0) })
    let middle = (low + high) / 2
    expectMoments(
      of: values.map { $0 - middle }, deviation: (high - low) / 12.0.squareRoot(), kurtosis: 1.8)
  }

  @Test(arguments: cases.filter { $0.stddev != nil && $0.stddevBeforeTruncation == nil })
  func wholeNormal(expected: Case) throws {
    let mean = expected.mean ?? 0
    let values = fill(try expected.initializer, expected.shape).map { Double($0) - mean }
    let deviation = try #require(expected.stddev)
    expectMoments(of: values, deviation: deviation, kurtosis: 3)
    // Two deviations is where the others are cut.
    #expect((values.map(abs).max() ?? 0) > 2 * deviation)
  }

  /// Rows of a wide matrix, columns of a tall one, of length `gain` and at right angles.
  @Test(arguments: [[5, 3], [3, 5], [4, 4], [2, 3, 4], [2, 2, 9]])
  func orthogonal(axes: [Int]) {
    let shape = Shape(axes)
    let values = fill(.orthogonal(gain: 1.5), shape).map(Double.init)
    let columns = shape[shape.rank - 1]
    let rows = values.count / columns
    let (count, length) = (min(rows, columns), max(rows, columns))
    func value(_ vector: Int, _ i: Int) -> Double {
      rows < columns ? values[vector * columns + i] : values[i * columns + vector]
    }
    for a in 0..<count {
      for b in 0..<count {
        let dot = (0..<length).reduce(0) { $0 + value(a, $1) * value(b, $1) }
        #expect(abs(dot - (a == b ? 2.25 : 0)) < 1e-6)
      }
    }
  }

  @Test(arguments: cases.filter { $0.stddevBeforeTruncation != nil })
  func normal(expected: Case) throws {
    let cut = 2 * (try #require(expected.stddevBeforeTruncation))
    let mean = expected.mean ?? 0
    let values = fill(try expected.initializer, expected.shape).map { Double($0) - mean }
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
