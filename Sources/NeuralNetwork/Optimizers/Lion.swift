/// Steps of one size, only their sign is learnt: Chen et al., arXiv 2302.06675.
///
///     w −= learningRate · sign(beta1 · m + (1 − beta1) · g)
///     m  = beta2 · m + (1 − beta2) · g
///
/// Names and defaults are Keras'; the paper advises learning rates three to ten times smaller than
/// Adam's.
public struct Lion: Optimizer, Equatable {
  /// Size of a step.
  public var learningRate: LearningRate
  /// How much the mean gradient weighs against this one in the step.
  public var beta1: Float
  /// How much of the mean gradient a step leaves standing.
  public var beta2: Float

  /// Lion with Keras' defaults.
  public init(learningRate: LearningRate = 0.001, beta1: Float = 0.9, beta2: Float = 0.99) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
  }

  /// The mean gradient.
  public var slotCount: Int { 1 }

  /// One step on a stretch of weights.
  public func update(
    _ weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    slots: (Int) -> UnsafeMutablePointer<Float>, count: Int, step: OptimizerStep
  ) {
    let mean = slots(0)
    for i in 0..<count {
      let direction = mean[i] * beta1 + gradients[i] * (1 - beta1)
      let sign: Float = direction > 0 ? 1 : direction < 0 ? -1 : 0
      weights[i] -= step.learningRate * sign
      mean[i] = mean[i] * beta2 + gradients[i] * (1 - beta2)
    }
  }
}
