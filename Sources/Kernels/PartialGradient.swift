/// One worker's part of the gradient, whose first matrix may be left to those who need it.
///
/// A gradient that is written here and read by another core takes more than a second-level cache holds
/// beside the weights and what an optimizer remembers of them. Where the matrix is a product over few
/// samples, each worker rather computes its rows of all workers' parts, when it wants them.
///
/// It owns nothing, since workers share it: they would wait for each other to count who has it.
public struct PartialGradient: BitwiseCopyable {
  /// The gradient, laid out as the weights; in a matrix that was left out anything.
  public let values: UnsafeMutablePointer<Float>
  private let matrix: UnsafeMutablePointer<LateMatrix?>

  /// A gradient of so many weights, all of it there.
  public init(count: Int, in arena: Arena) {
    values = arena.allocate(count)
    matrix = arena.allocate(1)
    matrix.initialize(to: nil)
  }

  /// From now on the matrix with which the gradient begins, `inputᵀ · other`, may be left out.
  ///
  /// - Parameters:
  ///   - product: What makes the matrix, once it has found the columns of `input`.
  ///   - input: This worker's samples, `[samples, rows of the matrix]`.
  ///   - other: What they are multiplied with, `[samples, columns of the matrix]`.
  public func expect(
    _ product: ColumnProduct, _ input: UnsafePointer<Float>, other: UnsafePointer<Float>
  ) {
    matrix.pointee = LateMatrix(product: product, input: input, other: other)
  }

  /// Says whether the matrix is left out this time, so that the product's factors must stay until all
  /// have their sums, or whether it was written.
  public func leaveOut(_ isLate: Bool, rows: Int) {
    matrix.pointee?.isLate = isLate
    matrix.pointee?.rows = rows
  }

  /// Rows, and their width, of the matrix that may be left out: none if no matrix may.
  ///
  /// Ranges that ``sum(_:range:into:)`` is asked for do not cut these rows.
  public var matrixRows: (count: Int, width: Int) {
    matrix.pointee.map { ($0.product.columns, $0.product.width) } ?? (0, 1)
  }

  /// `total = parts[0] + parts[1] + …` over a range, at which the total begins; always in this order.
  public static func sum(
    _ parts: UnsafeBufferPointer<PartialGradient>, range: Range<Int>,
    into total: UnsafeMutablePointer<Float>
  ) {
    for index in parts.indices { parts[index].add(range, to: total, isFirst: index == 0) }
  }

  private func add(_ range: Range<Int>, to total: UnsafeMutablePointer<Float>, isFirst: Bool) {
    var first = range.lowerBound
    if let matrix = matrix.pointee, matrix.isLate, first < matrix.count {
      let (next, width) = (min(matrix.count, range.upperBound), matrix.product.width)
      assert(first % width == 0 && next % width == 0)
      matrix.product.accumulate(
        matrix.input, rows: matrix.rows, other: matrix.other, columns: first / width..<next / width,
        into: total - first, accumulating: !isFirst)
      first = next
    }
    let (target, count) = (total + (first - range.lowerBound), range.upperBound - first)
    if isFirst {
      target.update(from: values + first, count: count)
    } else {
      Elementwise.add(values + first, to: target, count: count)
    }
  }
}

/// A product that makes the first matrix of a gradient.
private struct LateMatrix: BitwiseCopyable {
  let product: ColumnProduct
  let input, other: UnsafePointer<Float>
  var rows = 0
  var isLate = false

  var count: Int { product.columns * product.width }
}
