private import CKernels

/// Normalisation of channels by their statistics, over rows of channels.
///
/// Sums are in Double, in the order of the rows, and nothing is fused: the same bits on every machine.
public enum ChannelNormalization {
  /// `sums[c] = Σ over r of x[r, c]`.
  public static func sums(
    of x: UnsafePointer<Float>, rows: Int, channels: Int, into sums: UnsafeMutablePointer<Double>
  ) {
    kernels_channel_sums(sums, x, rows, channels)
  }

  /// `squares[c] = Σ over r of (x[r, c] − mean[c])²`.
  public static func squares(
    of x: UnsafePointer<Float>, around mean: UnsafePointer<Double>, rows: Int, channels: Int,
    into squares: UnsafeMutablePointer<Double>
  ) {
    kernels_channel_squares(squares, x, mean, rows, channels)
  }

  /// `y[r, c] = (x[r, c] − mean[c]) · factor[c] + shift[c]`.
  ///
  /// `y` may be `x`.
  public static func apply(
    to x: UnsafePointer<Float>, mean: UnsafePointer<Float>, factor: UnsafePointer<Float>,
    shift: UnsafePointer<Float>, rows: Int, channels: Int, into y: UnsafeMutablePointer<Float>
  ) {
    kernels_normalize(y, x, mean, factor, shift, rows, channels)
  }

  /// With x̂ = `(x[r, c] − mean[c]) · inverseDeviation[c]`: `sums[c] = Σ over r of dy[r, c]`, and
  /// `products[c] = Σ over r of dy[r, c] · x̂`.
  public static func gradientSums(
    of dy: UnsafePointer<Float>, _ x: UnsafePointer<Float>, mean: UnsafePointer<Float>,
    inverseDeviation: UnsafePointer<Float>, rows: Int, channels: Int,
    sums: UnsafeMutablePointer<Double>, products: UnsafeMutablePointer<Double>
  ) {
    kernels_channel_products(
      sums, products, dy, x, mean, inverseDeviation, rows, channels)
  }

  /// `dx[r, c] = factor[c] · (dy[r, c] − meanGradient[c] − x̂ · meanProduct[c])`.
  ///
  /// The means, of `dy` and of `dy · x̂`, are over the whole batch, and the factor is gamma over the
  /// deviation. `dx` may be `dy`.
  public static func gradient(
    of dy: UnsafePointer<Float>, _ x: UnsafePointer<Float>, mean: UnsafePointer<Float>,
    inverseDeviation: UnsafePointer<Float>, factor: UnsafePointer<Float>,
    meanGradient: UnsafePointer<Float>, meanProduct: UnsafePointer<Float>, rows: Int,
    channels: Int, into dx: UnsafeMutablePointer<Float>
  ) {
    var terms = kernels_normalization(
      mean: mean, inverse_deviation: inverseDeviation, factor: factor,
      mean_gradient: meanGradient, mean_product: meanProduct)
    kernels_normalize_gradient(dx, dy, x, &terms, rows, channels)
  }
}
