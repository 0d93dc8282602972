#if canImport(Accelerate)
  private import Accelerate
#else
  private import COneDNN
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
}

/// The matrix product, on the calling thread alone.
///
/// oneDNN's `dnnl_sgemm` on Linux, Accelerate's `cblas_sgemm` on Apple's systems. Every worker
/// calls it for its own slice, so the library must not start threads of its own: see
/// ``MatrixProduct/useCallingThreadOnly()``.
public enum MatrixProduct {
  /// Keeps the library from starting threads for products that the calling thread asks for.
  public static func useCallingThreadOnly() {
    #if canImport(Accelerate)
      _ = BLASSetThreading(BLAS_THREADING_SINGLE_THREADED)
    #else
      omp_set_num_threads(1)
    #endif
  }

  /// `result = a · b`, or `result += a · b` when it accumulates.
  ///
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
    let beta: Float = accumulating ? 1 : 0
    #if canImport(Accelerate)
      cblas_sgemm(
        CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans,
        b.isTransposed ? CblasTrans : CblasNoTrans, m, n, k, 1, a.base, a.stride, b.base,
        b.stride, beta, result.base, result.stride)
    #else
      let status = dnnl_sgemm(
        a.transposition, b.transposition, Int64(m), Int64(n), Int64(k), 1, a.base,
        Int64(a.stride), b.base, Int64(b.stride), beta, result.base, Int64(result.stride))
      precondition(status == dnnl_success, "oneDNN refused a matrix product: \(status).")
    #endif
  }
}

#if !canImport(Accelerate)
  extension Matrix {
    fileprivate var transposition: CChar { isTransposed ? 84 : 78 }  // "T", "N"
  }
#endif
