import Testing

@testable import Kernels

struct ColumnProductTests {
  /// Rows in one group of 16 and in several, widths that fill vectors and others.
  static let sizes = [(1, 5, 3), (7, 40, 16), (16, 33, 128), (19, 50, 45), (40, 17, 64)]

  private let arena = Arena()

  /// Columns of zeros in all rows, in some groups of rows, and scattered zeros.
  private func sparse(_ rows: Int, _ columns: Int) -> [Float] {
    var matrix = wholeNumbers(rows * columns)
    for row in 0..<rows {
      for column in 0..<columns where column % 3 == 0 || (column % 3 == 1 && row < 16) {
        matrix[row * columns + column] = 0
      }
    }
    return matrix
  }

  /// Whole numbers, so that leaving out zeros changes nothing at all.
  @Test(arguments: sizes)
  func productsAreThoseOfTheWholeMatrix(rows: Int, columns: Int, width: Int) {
    var (matrix, weights) = (sparse(rows, columns), wholeNumbers(columns * width, seed: 2))
    var other = wholeNumbers(rows * width, seed: 3)
    let bias = wholeNumbers(width, seed: 4)
    let product = ColumnProduct(rows: rows, columns: columns, width: width, in: arena)
    _ = product.find(in: matrix, rows: rows)

    var expected = written(rows * width) {
      MatrixProduct.multiply(
        Matrix(&matrix, rows: rows, columns: columns),
        Matrix(&weights, rows: columns, columns: width),
        into: Matrix($0, rows: rows, columns: width))
    }
    for i in expected.indices { expected[i] = max(expected[i] + bias[i % width], 0) }
    let result = written(rows * width) {
      product.multiply(
        matrix, rows: rows, weights: weights, bias: bias, relu: true, into: $0)
    }
    #expect(result == expected)

    let before = wholeNumbers(columns * width, seed: 5)
    for accumulating in [false, true] {
      let start = accumulating ? before : Array(repeating: .nan, count: before.count)
      let expected = written(over: start) {
        MatrixProduct.multiply(
          Matrix(&matrix, rows: rows, columns: columns).transposed,
          Matrix(&other, rows: rows, columns: width),
          into: Matrix($0, rows: columns, columns: width), accumulating: accumulating)
      }
      let total = written(over: start) {
        product.accumulate(
          matrix, rows: rows, other: other, into: $0, accumulating: accumulating)
      }
      #expect(total == expected)
    }
  }

  /// Ranges of columns, whose parts of the product add up, and whose rows of the total are theirs alone.
  @Test(arguments: sizes)
  func columnsMayBeTakenApart(rows: Int, columns: Int, width: Int) {
    let (matrix, weights) = (sparse(rows, columns), wholeNumbers(columns * width, seed: 2))
    let (other, before) = (wholeNumbers(rows * width, seed: 3), wholeNumbers(columns * width))
    let product = ColumnProduct(rows: rows, columns: columns, width: width, in: arena)
    _ = product.find(in: matrix, rows: rows)
    let whole = written(rows * width) {
      product.multiply(matrix, rows: rows, weights: weights, bias: nil, relu: false, into: $0)
    }
    let ranges = [0..<2, 2..<2, 2..<columns - 1, columns - 1..<columns]
    var sum = [Float](repeating: 0, count: rows * width)
    for range in ranges {
      let part = written(rows * width) {
        product.multiply(
          matrix, rows: rows, columns: range, weights: weights, bias: nil, relu: false, into: $0)
      }
      for i in sum.indices { sum[i] += part[i] }
    }
    #expect(sum == whole)

    for accumulating in [false, true] {
      let start = accumulating ? before : Array(repeating: .nan, count: before.count)
      let whole = written(over: start) {
        product.accumulate(matrix, rows: rows, other: other, into: $0, accumulating: accumulating)
      }
      let parts = written(over: start) { total in
        for range in ranges {
          product.accumulate(
            matrix, rows: rows, other: other, columns: range,
            into: total, accumulating: accumulating)
        }
      }
      #expect(parts == whole)
    }
  }

  @Test func itPaysWhereAQuarterOfTheColumnsIsBlank() {
    let product = ColumnProduct(rows: 2, columns: 8, width: 1, in: arena)
    var matrix = [Float](repeating: 1, count: 16)
    #expect(!product.find(in: matrix, rows: 2))
    for column in [0, 3, 7] { matrix[column] = 0 }
    #expect(!product.find(in: matrix, rows: 2))
    for column in [0, 3, 7] { matrix[8 + column] = 0 }
    #expect(product.find(in: matrix, rows: 2))
  }
}
