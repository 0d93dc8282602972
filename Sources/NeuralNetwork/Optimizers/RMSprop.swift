/// Steps in proportion to the gradient's usual size: Tieleman and Hinton, Coursera lecture 6e, 2012,
/// in the form that Keras computes.
///
///     v = rho · v + (1 − rho) · g²
///     w −= learningRate · g / √(v + epsilon)
///
/// With `centered`, `v` less the square of the mean gradient; with `momentum`, steps add up as
/// `m = momentum · m + step`.
public struct RMSprop: Optimizer, Equatable {
  /// Size of a step.
  public var learningRate: LearningRate
  /// How much of the mean squared gradient a step leaves standing.
  public var rho: Float
  /// How much of the last step goes into this one.
  public var momentum: Float
  /// Keeps the step finite where gradients vanish.
  public var epsilon: Float
  /// The variance of gradients is estimated, not their mean square.
  public var centered: Bool

  /// RMSprop with Keras' defaults.
  public init(
    learningRate: LearningRate = 0.001, rho: Float = 0.9, momentum: Float = 0,
    epsilon: Float = 1e-7, centered: Bool = false
  ) {
    self.learningRate = learningRate
    self.rho = rho
    self.momentum = momentum
    self.epsilon = epsilon
    self.centered = centered
  }

  /// Mean squared gradient, last step and mean gradient, up to the last one that is used.
  public var slotCount: Int { centered ? 3 : momentum > 0 ? 2 : 1 }

  /// One step on a stretch of weights.
  public func update(
    _ weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    slots: (Int) -> UnsafeMutablePointer<Float>, count: Int, step: OptimizerStep
  ) {
    let square = slots(0)
    let last = momentum > 0 ? slots(1) : nil
    let mean = centered ? slots(2) : nil
    for i in 0..<count {
      let g = gradients[i]
      square[i] = rho * square[i] + (1 - rho) * g * g
      var spread = square[i] + epsilon
      if let mean {
        mean[i] = rho * mean[i] + (1 - rho) * g
        spread = square[i] - mean[i] * mean[i] + epsilon
      }
      var move = step.learningRate * g / spread.squareRoot()
      if let last {
        move += momentum * last[i]
        last[i] = move
      }
      weights[i] -= move
    }
  }
}
