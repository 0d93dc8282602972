internal import Kernels

/// Gradient descent, with momentum if asked for, in the form that Keras computes.
///
///     w −= learningRate · g                       without momentum
///     v  = momentum · v − learningRate · g
///     w += v                                      with momentum
///     w += momentum · v − learningRate · g        with Nesterov's look ahead
public struct SGD: Optimizer, Equatable {
  /// Size of a step.
  public var learningRate: LearningRate
  /// How much of the last step goes into this one.
  public var momentum: Float
  /// The gradient counts as if taken after the momentum's part of the step.
  public var nesterov: Bool

  /// Gradient descent with Keras' defaults.
  public init(learningRate: LearningRate = 0.01, momentum: Float = 0, nesterov: Bool = false) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.nesterov = nesterov
  }

  /// The velocity, if there is momentum.
  public var slotCount: Int { momentum == 0 ? 0 : 1 }

  /// One step on a stretch of weights.
  public func update(
    _ weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    slots: (Int) -> UnsafeMutablePointer<Float>, count: Int, step: OptimizerStep
  ) {
    if momentum == 0 {
      Optimization.descend(
        weights: weights, gradients: gradients, count: count, learningRate: step.learningRate)
    } else {
      Optimization.momentum(
        weights: weights, gradients: gradients, velocity: slots(0), count: count,
        learningRate: step.learningRate, momentum: momentum, nesterov: nesterov)
    }
  }
}
