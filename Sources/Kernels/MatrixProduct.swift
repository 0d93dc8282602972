#if canImport(Accelerate)
  private import Accelerate
#else
  private import CKernels
#endif

/// A row-major matrix of floats in memory that somebody else owns.
public struct Matrix {
  let base: UnsafeMutablePointer<Float>
  let storedRows: Int
  let storedColumns: Int
  /// Values from one stored row to the next.
  let stride: Int
  let isTransposed: Bool

  /// Number of rows, after transposition.
  public var rows: Int { isTransposed ? storedColumns : storedRows }
  /// Number of columns, after transposition.
  public var columns: Int { isTransposed ? storedRows : storedColumns }

  /// The matrix `[rows, columns]` that begins at `base`, as a part of one with `stride` columns if
  /// that is given.
  public init(
    _ base: UnsafeMutablePointer<Float>, rows: Int, columns: Int, stride: Int? = nil
  ) {
    self.init(
      base: base, storedRows: rows, storedColumns: columns, stride: stride ?? columns,
      isTransposed: false)
  }

  private init(
    base: UnsafeMutablePointer<Float>, storedRows: Int, storedColumns: Int, stride: Int,
    isTransposed: Bool
  ) {
    self.base = base
    self.storedRows = storedRows
    self.storedColumns = storedColumns
    self.stride = stride
    self.isTransposed = isTransposed
  }

  /// The same memory read with rows and columns exchanged.
  public var transposed: Matrix {
    Matrix(
      base: base, storedRows: storedRows, storedColumns: storedColumns, stride: stride,
      isTransposed: !isTransposed)
  }

  /// Writes the transposed matrix: `other[column, row] = self[row, column]`.
  ///
  /// - Precondition: Neither is transposed already, and `other` has a row for each column.
  public func turn(into other: Matrix) {
    precondition(
      !isTransposed && !other.isTransposed && other.rows == columns && other.columns == rows)
    // Squares of which both sides stay in the first-level cache.
    let side = 16
    for top in Swift.stride(from: 0, to: rows, by: side) {
      for left in Swift.stride(from: 0, to: columns, by: side) {
        for column in left..<min(left + side, columns) {
          let target = other.base + column * other.stride
          for row in top..<min(top + side, rows) { target[row] = base[row * stride + column] }
        }
      }
    }
  }
}

/// The matrix product, on the calling thread alone.
///
/// Accelerate's `cblas_sgemm` on Apple's systems, elsewhere the kernels that convolutions use, too: at
/// the sizes of small networks they were as fast as oneDNN's `dnnl_sgemm` or faster, with AVX-512
/// and with AVX2, while it allocates at every call.
public enum MatrixProduct {
  /// Keeps the library from starting threads for products that the calling thread asks for.
  public static func useCallingThreadOnly() {
    #if canImport(Accelerate)
      _ = BLASSetThreading(BLAS_THREADING_SINGLE_THREADED)
    #endif
  }

  /// `result = a · b`, or `result += a · b` when it accumulates.
  ///
  /// A transposed `b` is turned first, in memory taken for the call: where that counts, keep a turned
  /// copy.
  /// - Precondition: `a` is `[m, k]`, `b` is `[k, n]`, `result` is `[m, n]` and not transposed.
  public static func multiply(
    _ a: Matrix, _ b: Matrix, into result: Matrix, accumulating: Bool = false
  ) {
    let (m, n, k) = (a.rows, b.columns, a.columns)
    precondition(
      b.rows == k && result.rows == m && result.columns == n && !result.isTransposed,
      "Expected [m, k] · [k, n] into [m, n]; received [\(m), \(k)] · [\(b.rows), \(n)] into "
        + "[\(result.rows), \(result.columns)].")
    guard m > 0, n > 0 else { return }
    guard k > 0 else {
      for row in 0..<m where !accumulating {
        (result.base + row * result.stride).update(repeating: 0, count: n)
      }
      return
    }
    #if canImport(Accelerate)
      cblas_sgemm(
        CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans,
        b.isTransposed ? CblasTrans : CblasNoTrans, m, n, k, 1, a.base, a.stride, b.base,
        b.stride, accumulating ? 1 : 0, result.base, result.stride)
    #else
      guard !b.isTransposed else {
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: k * n) { memory in
          guard let base = memory.baseAddress else { return }
          let turned = Matrix(base, rows: k, columns: n)
          b.transposed.turn(into: turned)
          multiply(a, turned, into: result, accumulating: accumulating)
        }
      }
      if a.isTransposed {
        var sum = kernels_sum_of_products(
          outer: 1, inner: k, input_outer: 0, input_step: a.stride, other_step: b.stride, lines: 1,
          run: m, input_line: 0, width: n, total_step: result.stride, adds: accumulating ? 1 : 0,
          half: 0, half_width: 0,
          other_skip: 0)
        kernels_accumulate(result.base, a.base, b.base, &sum)
      } else {
        var product = kernels_product(
          count: m, width: n, lines: 1, run: k, input_line: 0, input_step: a.stride,
          output_step: result.stride, weights_step: b.stride, weights_skip: 0,
          adds: accumulating ? 1 : 0, relu: 0, half: 0, half_width: 0)
        kernels_multiply(result.base, a.base, b.base, nil, &product)
      }
    #endif
  }
}
