/// Steps that shrink for weights that moved much: Duchi, Hazan and Singer, JMLR 12, 2011.
///
///     a += g²
///     w −= learningRate · g / √(a + epsilon)
///
/// Names and defaults are Keras'.
public struct Adagrad: Optimizer, Equatable {
  /// Size of a step.
  public var learningRate: LearningRate
  /// What the sum of squares begins at.
  public var initialAccumulatorValue: Float
  /// Keeps the step finite where gradients vanish.
  public var epsilon: Float

  /// Adagrad with Keras' defaults.
  public init(
    learningRate: LearningRate = 0.001, initialAccumulatorValue: Float = 0.1,
    epsilon: Float = 1e-7
  ) {
    self.learningRate = learningRate
    self.initialAccumulatorValue = initialAccumulatorValue
    self.epsilon = epsilon
  }

  /// The sum of squares.
  public var slotCount: Int { 1 }
  /// The initial accumulator value.
  public var slotStart: Float { initialAccumulatorValue }

  /// One step on a stretch of weights.
  public func update(
    _ weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    slots: (Int) -> UnsafeMutablePointer<Float>, count: Int, step: OptimizerStep
  ) {
    let sum = slots(0)
    for i in 0..<count {
      sum[i] += gradients[i] * gradients[i]
      weights[i] -= step.learningRate * gradients[i] / (sum[i] + epsilon).squareRoot()
    }
  }
}
