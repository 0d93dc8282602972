import Foundation
import Testing

@testable import Kernels

struct ElementwiseTests {
  private func exponential(of x: [Float]) -> [Float] {
    written(x.count) { Elementwise.exponential(of: x, into: $0, count: x.count) }
  }

  /// Over every power of two that a result can have; below the normal numbers the error is absolute.
  @Test func exponentialIsAccurateEverywhere() {
    let x = Array(stride(from: Float(-104), through: 88.72, by: 0.000_97))
    for (x, y) in zip(x, exponential(of: x)) {
      let expected = exp(Double(x))
      let allowed = max(1e-7 * expected, Double(Float.leastNonzeroMagnitude))
      guard abs(Double(y) - expected) > allowed else { continue }
      Issue.record("e^\(x) = \(expected), not \(y)")
      return
    }
  }

  @Test func exponentialKeepsToTheExtremes() {
    let x: [Float] = [
      0, -0.0, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 88.73,
      89,
      90, -104, -106, .leastNonzeroMagnitude,
    ]
    let infinity = Float.infinity
    #expect(
      exponential(of: x) == [1, 1, infinity, 0, infinity, 0, infinity, infinity, infinity, 0, 0, 1])
    #expect(exponential(of: [.nan, -.nan, .signalingNaN]).allSatisfy { $0.isNaN })
  }

  /// Every processor runs one of two versions of the loop and vectors have remainders: the bits are always these.
  @Test func exponentialHasTheSameBitsEverywhere() {
    let x: [Float] = [-20.3, -1.7, -0.1, 0.4, 1, 3.3, 10.9, 42.42, 77.1]
    let bits: [UInt32] = [
      0x30D1_DC79, 0x3E3B_1163, 0x3F67_A36D, 0x3FBE_F41C, 0x402D_F854, 0x41D8_E6AE,
      0x4753_A058, 0x5E12_F19F, 0x7716_4F0C,
    ]
    let values = exponential(of: x)
    #expect(values.map(\.bitPattern) == bits)
    #expect(x.flatMap { exponential(of: [$0]) } == values)
  }

  @Test func exponentialMayOverwriteItsInput() {
    let x = numbers(37)
    let inPlace = written(over: x) { Elementwise.exponential(of: $0, into: $0, count: 37) }
    #expect(inPlace == exponential(of: x))
  }

  @Test func reluKeepsWhatIsPositive() {
    let x = wholeNumbers(37)
    #expect(written(over: x) { Elementwise.relu($0, count: 37) } == x.map { max($0, 0) })
    let extremes: [Float] = [-.infinity, -0.0, .leastNonzeroMagnitude, .infinity]
    #expect(
      written(over: extremes) { Elementwise.relu($0, count: 4) }
        == [0, 0, .leastNonzeroMagnitude, .infinity])
  }

  /// A diverged training must show.
  @Test func reluKeepsNaN() {
    let y = written(over: Array(repeating: .nan, count: 37)) { Elementwise.relu($0, count: 37) }
    #expect(y.allSatisfy { $0.isNaN })
  }

  @Test func reluGradientPassesWhereTheOutputIsPositive() {
    let (gradient, output) = (numbers(37), wholeNumbers(37, seed: 2).map { max($0, 0) })
    let result = written(over: gradient) {
      Elementwise.reluAndBiasGradient($0, output: output, addingTo: nil, rows: 1, columns: 37)
    }
    #expect(result == zip(gradient, output).map { $1 > 0 ? $0 : 0 })
  }

  /// As many values as a vector has and more, and so many that the squares go beyond 32 bits.
  @Test(arguments: [0, 1, 7, 63, 64, 65, 784, 65_535, 65_536, 65_537, 140_001])
  func squaredDistanceIsExact(count: Int) {
    let a = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 / 3) }
    let b = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 101 + 5) }
    let expected = zip(a, b).reduce(0) { $0 + (Int($1.0) - Int($1.1)) * (Int($1.0) - Int($1.1)) }
    #expect(Elementwise.squaredDistance(a, b, count: count) == UInt64(expected))
    let (none, full) = ([UInt8](repeating: 0, count: count), [UInt8](repeating: 255, count: count))
    #expect(Elementwise.squaredDistance(none, full, count: count) == UInt64(count * 65_025))
    #expect(Elementwise.squaredDistance(full, none, count: count) == UInt64(count * 65_025))
  }

  @Test func widenScalesAndShifts() {
    let x = (0...255).map(UInt8.init)
    let y = written(256) { Elementwise.widen(x, into: $0, count: 256, scale: 0.5, offset: -3) }
    #expect(y == x.map { Float($0) / 2 - 3 })
  }

  @Test func maskScalesWhatItKeeps() {
    let (x, mask) = (numbers(37), (0..<37).map { UInt8($0 % 3 == 1 ? 1 : 0) })
    let expected = zip(x, mask).map { $1 == 1 ? $0 * 1.25 : 0 }
    #expect(
      written(37) { Elementwise.mask(x, with: mask, factor: 1.25, into: $0, count: 37) } == expected
    )
    #expect(
      written(over: x) { Elementwise.mask($0, with: mask, factor: 1.25, into: $0, count: 37) }
        == expected)
  }

  @Test func addRowAddsTheRowToEachRow() {
    let result = written(over: [1, 2, 3, 4, 5, 6]) {
      Elementwise.addRow([10, 20, 30], to: $0, rows: 2, columns: 3)
    }
    #expect(result == [11, 22, 33, 14, 25, 36])
  }

  @Test func biasGradientAddsTheRowsUp() {
    let matrix: [Float] = [1, 2, 3, 4, 5, 6]
    for before: [Float] in [[0, 0, 0], [100, 200, 300]] {
      var gradient = matrix
      let sums = written(over: before) {
        Elementwise.reluAndBiasGradient(
          &gradient, output: nil, addingTo: $0, rows: 2, columns: 3)
      }
      #expect(sums == zip(before, [5, 7, 9]).map { $0 + $1 })
      #expect(gradient == matrix)
    }
  }

  /// Rows by the vector and single ones, of columns that fill a vector, several, and a part of one.
  @Test(arguments: [1, 3, 6, 16, 33])
  func reluAndBiasGradientIsTheNaiveLoop(columns: Int) {
    let rows = 37
    let (before, output) = (
      wholeNumbers(rows * columns), wholeNumbers(rows * columns, seed: 2)
    )
    let masked = zip(before, output).map { $1 > 0 ? $0 : 0 }
    var expected = wholeNumbers(columns, seed: 3)
    var gradient = before
    let sums = written(over: expected) {
      Elementwise.reluAndBiasGradient(
        &gradient, output: output, addingTo: $0, rows: rows, columns: columns)
    }
    for (index, value) in masked.enumerated() { expected[index % columns] += value }
    #expect(gradient == masked)
    #expect(sums == expected)
  }

  @Test func addAdds() {
    #expect(
      written(over: [1, 2, 3]) { Elementwise.add([10, 20], to: $0, count: 2) } == [11, 22, 3])
  }

  @Test func emptyBuffersAreLeftAlone() {
    let untouched = written(over: [1]) {
      Elementwise.exponential(of: [], into: $0, count: 0)
      Elementwise.relu($0, count: 0)
      Elementwise.widen([], into: $0, count: 0, scale: 2, offset: 1)
      Elementwise.mask([], with: [], factor: 2, into: $0, count: 0)
      Elementwise.reluAndBiasGradient($0, output: nil, addingTo: $0, rows: 0, columns: 0)
    }
    #expect(untouched == [1])
  }
}
