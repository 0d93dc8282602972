import Testing

@testable import Kernels

struct PartialGradientTests {
  private let arena = Arena()
  private let columns = 30
  private let width = 7
  private var count: Int { columns * width + 11 }

  /// A gradient that begins with a matrix, left out or not, and what it counts as.
  private func part(
    rows: Int, isLate: Bool, seed: UInt64
  ) -> (part: PartialGradient, values: [Float]) {
    let part = PartialGradient(count: count, in: arena)
    let input: UnsafeMutablePointer<Float> = arena.allocate(rows * columns)
    let other: UnsafeMutablePointer<Float> = arena.allocate(rows * width)
    input.update(from: wholeNumbers(rows * columns, seed: seed), count: rows * columns)
    for row in 0..<rows {
      for column in 0..<columns where column % 3 != 1 || row < 16 && column % 2 == 0 {
        input[row * columns + column] = 0
      }
    }
    other.update(from: wholeNumbers(rows * width, seed: seed + 100), count: rows * width)
    let product = ColumnProduct(rows: rows, columns: columns, width: width, in: arena)
    _ = product.find(in: input, rows: rows)
    part.expect(product, input, other: other)

    var values = wholeNumbers(count, seed: seed + 200)
    part.values.update(from: values, count: count)
    part.leaveOut(isLate, rows: rows)
    guard isLate else { return (part, values) }
    for i in 0..<columns * width {
      part.values[i] = .nan
      values[i] = (0..<rows).reduce(0) {
        $0 + input[$1 * columns + i / width] * other[$1 * width + i % width]
      }
    }
    return (part, values)
  }

  /// Ranges of whole rows of the matrix, behind it, and over its end.
  @Test(arguments: [0..<30, 0..<1, 3..<8, 29..<30, 12..<12])
  func sumIsThatOfWholeGradients(rows: Range<Int>) {
    let all = [
      part(rows: 20, isLate: true, seed: 1), part(rows: 3, isLate: false, seed: 2),
      part(rows: 16, isLate: true, seed: 3), part(rows: 0, isLate: false, seed: 4),
    ]
    #expect(all[0].part.matrixRows == (columns, width))
    let end = rows.upperBound == columns ? count : rows.upperBound * width
    for range in [rows.lowerBound * width..<end, columns * width..<count] {
      for first in all.indices {
        let used = all[first...] + all[..<first]
        let expected = range.map { i in used.reduce(0) { $0 + $1.values[i] } }
        let sum = written(range.count) { total in
          used.map(\.part).withUnsafeBufferPointer {
            PartialGradient.sum($0, range: range, into: total)
          }
        }
        #expect(sum == expected)
      }
    }
  }

  /// 1e8 + 1 rounds the 1 away, so each order of the three has a sum of its own.
  @Test func sumAddsInOrderAndOnlyInItsRange() {
    let parts = [[1, 1e8, 1, 7, 1], [1, 1, -1e8, 7, 1e8], [2, -1e8, 1e8, 7, -1e8]].map {
      (values: [Float]) in
      let part = PartialGradient(count: 5, in: arena)
      part.values.update(from: values, count: 5)
      return part
    }
    let total = written(5) { total in
      parts.withUnsafeBufferPointer {
        PartialGradient.sum($0, range: 1..<3, into: total + 1)
        PartialGradient.sum($0, range: 4..<5, into: total + 4)
      }
    }
    #expect(total[1...2] == [0, 0] && total[4] == 0)
    #expect(total[0].isNaN && total[3].isNaN)
  }

  @Test func withoutAMatrixThereAreNoRows() {
    let part = PartialGradient(count: 5, in: arena)
    part.leaveOut(true, rows: 3)
    #expect(part.matrixRows == (0, 1))
    #expect(
      written(5) { total in
        withUnsafePointer(to: part) {
          PartialGradient.sum(UnsafeBufferPointer(start: $0, count: 1), range: 0..<5, into: total)
        }
      } == [0, 0, 0, 0, 0])
  }
}
