private import CKernels

/// Functions of one number that take an exponential, in vectors.
///
/// Errors are below 1e-6 of the largest value, the same bits on every processor.
public enum SmoothFunction: CaseIterable, Sendable {
  /// `(e^x − e^−x) / (e^x + e^−x)`.
  case tanh
  /// `x / (1 + e^−x)`.
  case silu
  /// `x · Φ(x)` with the normal distribution `Φ`.
  case gelu
  /// `x · (1 + tanh(√(2/π) · (x + 0.044715 · x³))) / 2`.
  case approximateGELU
  /// `x · tanh(log(1 + e^x))`.
  case mish

  /// `values = f(values)`.
  public func apply(to values: UnsafeMutablePointer<Float>, count: Int) {
    switch self {
    case .tanh: kernels_tanh(values, values, count)
    case .silu: kernels_silu(values, values, count)
    case .gelu: kernels_gelu(values, values, count)
    case .approximateGELU: kernels_approximate_gelu(values, values, count)
    case .mish: kernels_mish(values, values, count)
    }
  }

  /// `gradient *= f′(input)`; of ``tanh`` the output tells the slope, and nothing is done.
  public func backpropagate(
    _ gradient: UnsafeMutablePointer<Float>, input: UnsafePointer<Float>, count: Int
  ) {
    switch self {
    case .tanh: break
    case .silu: kernels_silu_gradient(gradient, input, count)
    case .gelu: kernels_gelu_gradient(gradient, input, count)
    case .approximateGELU: kernels_approximate_gelu_gradient(gradient, input, count)
    case .mish: kernels_mish_gradient(gradient, input, count)
    }
  }

  /// `values = scale · values` where they are positive, `scale · alpha · (e^(inner · values) − 1)`
  /// elsewhere.
  public static func elu(
    _ values: UnsafeMutablePointer<Float>, count: Int, scale: Float = 1, alpha: Float,
    inner: Float = 1
  ) {
    kernels_elu(values, values, count, scale, alpha, inner)
  }
}
