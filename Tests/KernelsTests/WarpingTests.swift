import Testing

@testable import Kernels

/// The vector kernel beside a loop over pixels.
struct WarpingTests {
  private static let (rows, columns) = (7, 11)

  private static func warped(
    _ picture: [Float], _ map: Resampling.Map, strength: Float, field: DisplacementField,
    sample: Int
  ) -> (result: [Float], down: [Float], across: [Float]) {
    var (result, down, across) = (picture, [Float](), [Float]())
    var random = RandomNumbers(
      of: RandomStream(seed: 2, purpose: .distortion), sample: sample, time: 0)
    var scratch = [Float](
      repeating: .nan, count: Warping.scratchCount(rows: rows, columns: columns))
    field.withWindow(&random) { window in
      for i in 0..<rows {
        for j in 0..<columns {
          down.append(window.rows[i * window.width + j])
          across.append(window.columns[i * window.width + j])
        }
      }
      result.withUnsafeMutableBufferPointer { result in
        scratch.withUnsafeMutableBufferPointer { scratch in
          guard let result = result.baseAddress, let scratch = scratch.baseAddress else { return }
          Warping.warp(
            result, rows: rows, columns: columns, map, displacement: window, strength: strength,
            scratch: scratch)
        }
      }
    }
    return (result, down, across)
  }

  /// Positions are sums of products of numbers below 20: rounding moves them by less than 1e-5, and
  /// values change by at most 1 a pixel.
  private static let tolerance: Float = 3e-5

  @Test(arguments: 0..<12)
  func isTheLoop(sample: Int) {
    let stream = RandomStream(seed: 1, purpose: .noise, index: sample)
    let picture = stream.uniforms(Self.rows * Self.columns)
    let numbers = stream.uniforms(8, time: 1)
    let map = Resampling.Map(
      rows: Self.rows, columns: Self.columns, angle: numbers[0] * 2 - 1, shear: numbers[1] - 0.5,
      rowZoom: 0.5 + numbers[2], columnZoom: 0.5 + numbers[3], rowShift: numbers[4] * 6 - 3,
      columnShift: numbers[5] * 6 - 3)
    let strength = sample % 3 == 0 ? 0 : numbers[6] * 100
    let (result, down, across) = Self.warped(
      picture, map, strength: strength, field: DisplacementField(sigma: 2), sample: sample)
    func at(_ row: Int, _ column: Int) -> Float {
      row < 0 || row >= Self.rows || column < 0 || column >= Self.columns
        ? 0 : picture[row * Self.columns + column]
    }
    for i in 0..<Self.rows {
      for j in 0..<Self.columns {
        let pixel = i * Self.columns + j
        let row =
          map.rowByRow * Float(i) + map.rowByColumn * Float(j) + map.row
          + strength * down[pixel]
        let column =
          map.columnByRow * Float(i) + map.columnByColumn * Float(j) + map.column
          + strength * across[pixel]
        let (top, left) = (row.rounded(.down), column.rounded(.down))
        let (y, x) = (Int(top), Int(left))
        let upper = at(y, x) * (1 - column + left) + at(y, x + 1) * (column - left)
        let lower = at(y + 1, x) * (1 - column + left) + at(y + 1, x + 1) * (column - left)
        let expected = upper * (1 - row + top) + lower * (row - top)
        #expect(abs(result[pixel] - expected) <= Self.tolerance, "\(i), \(j)")
      }
    }
  }

  /// The standard deviation of uniform noise blurred by a Gaussian: 1 / (σ · √(12 π)).
  @Test func fieldIsAsStrongAsTheory() {
    var squares: [Float] = []
    for sample in 0..<200 {
      let map = Resampling.Map(rows: Self.rows, columns: Self.columns)
      let (_, down, across) = Self.warped(
        Array(repeating: 0, count: Self.rows * Self.columns), map, strength: 0,
        field: Self.field, sample: sample)
      squares += (down + across).map { $0 * $0 }
    }
    let deviation = (squares.reduce(0, +) / Float(squares.count)).squareRoot()
    #expect(abs(deviation * 3 * (12 * Float.pi).squareRoot() - 1) < 0.1)
  }
  private static let field = DisplacementField(sigma: 3)

  @Test func randomNumbersAreThoseOfTheStream() {
    let stream = RandomStream(seed: 9, purpose: .distortion)
    var one = RandomNumbers(of: stream, sample: 3, time: 4)
    var words = [UInt32](repeating: 0, count: 8)
    words.withUnsafeMutableBufferPointer {
      stream.fill($0.baseAddress.unsafelyUnwrapped, blocks: 2, sample: 3, time: 4)
    }
    #expect((0..<8).map { _ in one.word() } == words)
    for _ in 0..<1000 {
      #expect((0..<7).contains(one.integer(below: 7)))
      #expect((2...3).contains(one.uniform(in: 2...3)))
    }
    #expect(one.integer(below: 0) == 0)
  }
}
