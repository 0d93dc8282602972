private import CKernels

/// Loops over plain buffers.
public enum Elementwise {
  /// `y[i] = e^x[i]`, relative error below 2e-7, the same bits on every machine.
  ///
  /// `y` may be `x`.
  public static func exponential(
    of x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int
  ) {
    kernels_exponential(y, x, count)
  }

  /// `values[i] = max(values[i], 0)`; NaN stays NaN.
  public static func relu(_ values: UnsafeMutablePointer<Float>, count: Int) {
    kernels_relu(values, values, count)
  }

  /// `gradient[r, c] = 0` where the output is not positive, if there is one; then `sums[c] += Σ over r
  /// of gradient[r, c]`, if there are sums.
  public static func reluAndBiasGradient(
    _ gradient: UnsafeMutablePointer<Float>, output: UnsafePointer<Float>?,
    addingTo sums: UnsafeMutablePointer<Float>?, rows: Int, columns: Int
  ) {
    kernels_relu_bias_gradient(gradient, output, sums, rows, columns)
  }

  /// `y[i] = x[i] · scale + offset`.
  public static func widen(
    _ x: UnsafePointer<UInt8>, into y: UnsafeMutablePointer<Float>, count: Int, scale: Float,
    offset: Float
  ) {
    kernels_widen(y, x, count, scale, offset)
  }

  /// `Σ (a[i] − b[i])²`, exact.
  public static func squaredDistance(
    _ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, count: Int
  ) -> UInt64 {
    kernels_squared_distance(a, b, count)
  }

  /// Asks for bytes to be fetched from memory, since they will be read soon.
  public static func prefetch(_ bytes: Slice<UnsafeRawBufferPointer>) {
    guard let base = bytes.base.baseAddress else { return }
    kernels_prefetch(base + bytes.startIndex, bytes.count)
  }

  /// `y[i] = x[i] · factor` where the mask is set, 0 elsewhere.
  ///
  /// `y` may be `x`.
  public static func mask(
    _ x: UnsafePointer<Float>, with mask: UnsafePointer<UInt8>, factor: Float,
    into y: UnsafeMutablePointer<Float>, count: Int
  ) {
    kernels_mask(y, x, mask, count, factor)
  }

  /// Adds the same row to each of the rows.
  public static func addRow(
    _ row: UnsafePointer<Float>, to matrix: UnsafeMutablePointer<Float>, rows: Int, columns: Int
  ) {
    for r in 0..<rows {
      let target = matrix + r * columns
      for c in 0..<columns { target[c] += row[c] }
    }
  }

  /// `y[i] += x[i]`.
  public static func add(
    _ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, count: Int
  ) {
    kernels_add(y, x, count)
  }
}
