private import CKernels

/// One optimizer step over a stretch of the flat parameter buffer.
public enum Optimization {
  /// Adam as Keras computes it.
  ///
  ///     m += (g − m) · (1 − beta1)
  ///     v += (g² − v) · (1 − beta2)
  ///     w −= alpha · m / (√v + epsilon)
  ///
  /// `alpha` is the learning rate with the bias correction, `rate · √(1 − beta2^t) / (1 −
  /// beta1^t)`.
  public static func adam(
    weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    mean: UnsafeMutablePointer<Float>, variance: UnsafeMutablePointer<Float>, count: Int,
    alpha: Float, beta1: Float, beta2: Float, epsilon: Float
  ) {
    kernels_adam(weights, gradients, mean, variance, count, alpha, beta1, beta2, epsilon)
  }

  /// Gradient descent with momentum as Keras computes it.
  ///
  ///     v = momentum · v − rate · g
  ///     w += v                            (Nesterov: momentum · v − rate · g)
  public static func momentum(
    weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    velocity: UnsafeMutablePointer<Float>, count: Int, learningRate: Float, momentum: Float,
    nesterov: Bool
  ) {
    kernels_sgd(weights, gradients, velocity, count, learningRate, momentum, nesterov ? 1 : 0)
  }

  /// `w −= rate · g`.
  public static func descend(
    weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>, count: Int,
    learningRate: Float
  ) {
    for i in 0..<count { weights[i] -= learningRate * gradients[i] }
  }
}
