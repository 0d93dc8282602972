internal import Foundation

/// ``Adam`` with the largest gradient in place of the mean square: Kingma and Ba, arXiv 1412.6980,
/// section 7.1.
///
///     m += (g − m) · (1 − beta1)
///     u  = max(beta2 · u, |g|)
///     w −= learningRate / (1 − beta1^t) · m / (u + epsilon)
public struct Adamax: Optimizer, Equatable {
  /// Size of a step.
  public var learningRate: LearningRate
  /// How much of the mean gradient a step leaves standing.
  public var beta1: Float
  /// How much of the largest gradient a step leaves standing.
  public var beta2: Float
  /// Keeps the step finite where gradients vanish.
  public var epsilon: Float

  /// Adamax with Keras' defaults.
  public init(
    learningRate: LearningRate = 0.001, beta1: Float = 0.9, beta2: Float = 0.999,
    epsilon: Float = 1e-7
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  /// Mean and largest gradient.
  public var slotCount: Int { 2 }

  /// One step on a stretch of weights.
  public func update(
    _ weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    slots: (Int) -> UnsafeMutablePointer<Float>, count: Int, step: OptimizerStep
  ) {
    let (mean, largest) = (slots(0), slots(1))
    let correction = 1 - pow(Double(beta1), Double(step.iteration))
    let alpha = Float(Double(step.learningRate) / correction)
    for i in 0..<count {
      mean[i] += (gradients[i] - mean[i]) * (1 - beta1)
      largest[i] = max(beta2 * largest[i], abs(gradients[i]))
      weights[i] -= alpha * mean[i] / (largest[i] + epsilon)
    }
  }
}
