/// ``Adam`` with weight decay that is not part of the gradient: Loshchilov and Hutter, arXiv
/// 1711.05101.
///
///     w −= w · learningRate · weightDecay
///     w −= Adam's step
///
/// Like Keras it decays all variables, biases too.
public struct AdamW: Optimizer, Equatable {
  /// The steps.
  public var adam: Adam
  /// Share of the weights, times the learning rate, that a step takes away.
  public var weightDecay: Float

  /// AdamW with Keras' defaults.
  public init(
    learningRate: LearningRate = 0.001, weightDecay: Float = 0.004, beta1: Float = 0.9,
    beta2: Float = 0.999, epsilon: Float = 1e-7, amsgrad: Bool = false
  ) {
    adam = Adam(
      learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: amsgrad)
    self.weightDecay = weightDecay
  }

  /// Size of a step.
  public var learningRate: LearningRate {
    get { adam.learningRate }
    set { adam.learningRate = newValue }
  }
  /// As Adam's.
  public var slotCount: Int { adam.slotCount }
  /// The decay.
  public var options: OptimizerOptions {
    var options = OptimizerOptions()
    options.weightDecay = weightDecay
    return options
  }

  /// Adam's step on a stretch of weights.
  public func update(
    _ weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    slots: (Int) -> UnsafeMutablePointer<Float>, count: Int, step: OptimizerStep
  ) {
    adam.update(weights, gradients: gradients, slots: slots, count: count, step: step)
  }
}
