internal import Foundation
internal import Kernels

/// Adaptive moments: Kingma and Ba, arXiv 1412.6980, in the form that Keras computes.
///
///     m += (g − m) · (1 − beta1)
///     v += (g² − v) · (1 − beta2)
///     w −= learningRate · √(1 − beta2^t) / (1 − beta1^t) · m / (√v + epsilon)
///
/// The paper and PyTorch divide by `√(v / (1 − beta2^t)) + epsilon` instead, which makes epsilon
/// weigh less in the first steps.
public struct Adam: Optimizer, Equatable {
  /// `adam`.
  public static let name = "adam"
  /// Size of a step.
  public var learningRate: Float
  /// How much of the mean gradient a step leaves standing.
  public var beta1: Float
  /// How much of the mean squared gradient a step leaves standing.
  public var beta2: Float
  /// Keeps the step finite where gradients vanish.
  public var epsilon: Float

  /// Adam with Keras' defaults.
  public init(
    learningRate: Float = 0.001, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-7
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  /// Mean gradient and mean squared gradient.
  public var slotCount: Int { 2 }

  /// One step on a stretch of weights.
  public func update(
    _ weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    slots: (Int) -> UnsafeMutablePointer<Float>, count: Int, iteration: Int
  ) {
    let correction1 = 1 - pow(Double(beta1), Double(iteration))
    let correction2 = 1 - pow(Double(beta2), Double(iteration))
    Optimization.adam(
      weights: weights, gradients: gradients, mean: slots(0), variance: slots(1), count: count,
      alpha: Float(Double(learningRate) * correction2.squareRoot() / correction1), beta1: beta1,
      beta2: beta2, epsilon: epsilon)
  }
}
