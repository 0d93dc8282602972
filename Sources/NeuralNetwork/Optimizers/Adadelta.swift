/// Steps as large as the last ones were, in the weights' own unit: Zeiler, arXiv 1212.5701.
///
///     a = rho · a + (1 − rho) · g²
///     d = −√(b + epsilon) / √(a + epsilon) · g
///     b = rho · b + (1 − rho) · d²
///     w += learningRate · d
///
/// Keras' default learning rate is 0.001; the paper has none, that is, 1.
public struct Adadelta: Optimizer, Equatable {
  /// Factor on a step.
  public var learningRate: LearningRate
  /// How much of the mean squares a step leaves standing.
  public var rho: Float
  /// Lets the first step be taken.
  public var epsilon: Float

  /// Adadelta with Keras' defaults.
  public init(learningRate: LearningRate = 0.001, rho: Float = 0.95, epsilon: Float = 1e-7) {
    self.learningRate = learningRate
    self.rho = rho
    self.epsilon = epsilon
  }

  /// Mean squares of gradients and of steps.
  public var slotCount: Int { 2 }

  /// One step on a stretch of weights.
  public func update(
    _ weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    slots: (Int) -> UnsafeMutablePointer<Float>, count: Int, step: OptimizerStep
  ) {
    let (squares, moves) = (slots(0), slots(1))
    for i in 0..<count {
      let g = gradients[i]
      squares[i] = rho * squares[i] + (1 - rho) * g * g
      let d = -(moves[i] + epsilon).squareRoot() * g / (squares[i] + epsilon).squareRoot()
      moves[i] = rho * moves[i] + (1 - rho) * d * d
      weights[i] += step.learningRate * d
    }
  }
}
