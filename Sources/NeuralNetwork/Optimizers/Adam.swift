internal import Foundation
internal import Kernels

/// Adaptive moments: Kingma and Ba, arXiv 1412.6980, in the form that Keras computes.
///
///     m += (g − m) · (1 − beta1)
///     v += (g² − v) · (1 − beta2)
///     w −= learningRate · √(1 − beta2^t) / (1 − beta1^t) · m / (√v + epsilon)
///
/// With `amsgrad` the largest `v` so far takes its place in the last line: Reddi et al., arXiv
/// 1904.09237. The paper and PyTorch divide by `√(v / (1 − beta2^t)) + epsilon` instead, which makes
/// epsilon weigh less in the first steps.
public struct Adam: Optimizer, Equatable {
  /// Size of a step.
  public var learningRate: LearningRate
  /// How much of the mean gradient a step leaves standing.
  public var beta1: Float
  /// How much of the mean squared gradient a step leaves standing.
  public var beta2: Float
  /// Keeps the step finite where gradients vanish.
  public var epsilon: Float
  /// Steps never grow because gradients shrink.
  public var amsgrad: Bool

  /// Adam with Keras' defaults.
  public init(
    learningRate: LearningRate = 0.001, beta1: Float = 0.9, beta2: Float = 0.999,
    epsilon: Float = 1e-7, amsgrad: Bool = false
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.amsgrad = amsgrad
  }

  /// Mean gradient, mean squared gradient and, for `amsgrad`, its maximum.
  public var slotCount: Int { amsgrad ? 3 : 2 }

  /// One step on a stretch of weights.
  public func update(
    _ weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    slots: (Int) -> UnsafeMutablePointer<Float>, count: Int, step: OptimizerStep
  ) {
    let correction1 = 1 - pow(Double(beta1), Double(step.iteration))
    let correction2 = 1 - pow(Double(beta2), Double(step.iteration))
    let alpha = Float(Double(step.learningRate) * correction2.squareRoot() / correction1)
    guard amsgrad else {
      return Optimization.adam(
        weights: weights, gradients: gradients, mean: slots(0), variance: slots(1), count: count,
        alpha: alpha, beta1: beta1, beta2: beta2, epsilon: epsilon)
    }
    let (mean, variance, largest) = (slots(0), slots(1), slots(2))
    for i in 0..<count {
      let g = gradients[i]
      mean[i] += (g - mean[i]) * (1 - beta1)
      variance[i] += (g * g - variance[i]) * (1 - beta2)
      largest[i] = max(largest[i], variance[i])
      weights[i] -= alpha * mean[i] / (largest[i].squareRoot() + epsilon)
    }
  }
}
