private import CKernels

/// Products with a matrix of which many columns are zero in several rows together, such as pictures
/// with their margins: of MNIST's 784 pixels, 365 are blank in all of 16 digits.
///
/// Rows go in groups of 16. What is left out are products with 0, also where the other factor is not
/// finite.
public struct ColumnProduct: BitwiseCopyable {
  let columns, width: Int
  /// For each group of rows, which columns are not all zero, and how many they are.
  private let places: UnsafeMutablePointer<Int32>
  private let counts: UnsafeMutablePointer<Int>
  /// Rows of a total that hold nothing yet.
  private let fresh: UnsafeMutablePointer<UInt8>

  private static let rowsAtOnce = 16
  /// Of more columns than this the product of whole matrices is faster.
  private static let largestShare = 0.75

  /// Products of up to `rows` rows of `columns` values with weights `[columns, width]`.
  public init(rows: Int, columns: Int, width: Int, in arena: Arena) {
    self.columns = columns
    self.width = width
    let groups = (rows + Self.rowsAtOnce - 1) / Self.rowsAtOnce
    places = arena.allocate(groups * columns)
    counts = arena.allocate(groups)
    fresh = arena.allocate(columns)
  }

  /// Looks for columns of zeros.
  ///
  /// - Returns: There are enough for the other calls to pay.
  public func find(in matrix: UnsafePointer<Float>, rows: Int) -> Bool {
    var found = 0
    forEachGroup(rows) { group, first, count in
      counts[group] = kernels_find_columns(
        places + group * columns, matrix + first * columns, count, columns)
      found += counts[group] * count
    }
    return Double(found) < Self.largestShare * Double(rows * columns)
  }

  /// `output = matrix · weights + bias`, then `max(·, 0)` if asked for; or what some columns of the
  /// matrix, and as many rows of the weights, add to the product.
  public func multiply(
    _ matrix: UnsafePointer<Float>, rows: Int, columns range: Range<Int>? = nil,
    weights: UnsafePointer<Float>, bias: UnsafePointer<Float>?, relu: Bool,
    into output: UnsafeMutablePointer<Float>
  ) {
    forEachGroup(rows) { group, first, count in
      var product = shape(group, rows: count, columns: range)
      product.relu = relu ? 1 : 0
      kernels_multiply_columns(
        output + first * width, matrix + first * columns, weights, bias, &product)
    }
  }

  /// `total (+)= matrixᵀ · other`, or some rows of it, for as many of the matrix's columns; `total` is
  /// where its first row is, or would be.
  ///
  /// Several threads may do this at once, each for other columns.
  public func accumulate(
    _ matrix: UnsafePointer<Float>, rows: Int, other: UnsafePointer<Float>,
    columns range: Range<Int>? = nil, into total: UnsafeMutablePointer<Float>, accumulating: Bool
  ) {
    let range = range ?? 0..<columns
    (fresh + range.lowerBound).update(repeating: accumulating ? 0 : 1, count: range.count)
    forEachGroup(rows) { group, first, count in
      var product = shape(group, rows: count, columns: range)
      kernels_accumulate_columns(
        total, fresh, matrix + first * columns, other + first * width, &product)
    }
    for column in range where fresh[column] != 0 {
      (total + column * width).update(repeating: 0, count: width)
    }
  }

  private func shape(
    _ group: Int, rows: Int, columns range: Range<Int>? = nil
  ) -> kernels_column_product {
    let found = places + group * columns
    let first = range.map { place(of: $0.lowerBound, group) } ?? 0
    let next = range.map { place(of: $0.upperBound, group) } ?? counts[group]
    return kernels_column_product(
      rows: rows, matrix_step: columns, columns: found + first, column_count: next - first,
      width: width, relu: 0)
  }

  /// How many of a group's columns come before this one.
  private func place(of column: Int, _ group: Int) -> Int {
    var (low, high) = (0, counts[group])
    while low < high {
      let middle = (low + high) / 2
      if places[group * columns + middle] < column { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func forEachGroup(_ rows: Int, _ body: (_ group: Int, _ first: Int, _ count: Int) -> Void)
  {
    for first in stride(from: 0, to: rows, by: Self.rowsAtOnce) {
      body(first / Self.rowsAtOnce, first, min(Self.rowsAtOnce, rows - first))
    }
  }
}
