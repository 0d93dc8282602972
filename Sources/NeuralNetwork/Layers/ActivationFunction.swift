internal import Kernels

/// A nonlinear function of a layer's output, applied in place.
///
/// All of these have a derivative that can be told from the output alone, so the input need not be
/// kept.
public enum ActivationFunction: String, Codable, Sendable, CaseIterable {
  /// `x`.
  case linear
  /// `max(x, 0)`; derivative 0 at 0.
  case relu
  /// `1 / (1 + e^−x)`.
  case sigmoid
  /// `(e^x − e^−x) / (e^x + e^−x)`.
  case tanh
  /// `e^x / Σ e^x` over the last axis.
  case softmax

  /// `values = f(values)` on a matrix whose columns are the last axis.
  func apply(to values: UnsafeMutablePointer<Float>, rows: Int, columns: Int) {
    let count = rows * columns
    switch self {
    case .linear: break
    case .relu: Elementwise.relu(values, count: count)
    case .sigmoid:
      for i in 0..<count { values[i] = -values[i] }
      Elementwise.exponential(of: values, into: values, count: count)
      for i in 0..<count { values[i] = 1 / (1 + values[i]) }
    case .tanh:
      Elementwise.hyperbolicTangent(of: values, into: values, count: count)
    case .softmax: Softmax.apply(to: values, into: values, rows: rows, columns: columns)
    }
  }

  /// `gradient = gradient · f′`, told from the output.
  func backpropagate(
    _ gradient: UnsafeMutablePointer<Float>, output: UnsafePointer<Float>, rows: Int, columns: Int
  ) {
    let count = rows * columns
    switch self {
    case .linear: break
    case .relu: Elementwise.reluGradient(gradient, output: output, count: count)
    case .sigmoid:
      for i in 0..<count { gradient[i] *= output[i] * (1 - output[i]) }
    case .tanh:
      for i in 0..<count { gradient[i] *= 1 - output[i] * output[i] }
    case .softmax:
      Softmax.backpropagate(gradient, output: output, rows: rows, columns: columns)
    }
  }
}
