import NeuralNetwork

/// An optimizer of one's own: steps of one size along the sign of the mean gradient.
///
///     m  = momentum · m + (1 − momentum) · g
///     w −= learningRate · sign(m)
package struct Signum: Optimizer {
  package var learningRate: LearningRate
  package var momentum: Float
  package init(learningRate: LearningRate = 0.0003, momentum: Float = 0.9) {
    self.learningRate = learningRate
    self.momentum = momentum
  }

  package var slotCount: Int { 1 }

  package func update(
    _ weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    slots: (Int) -> UnsafeMutablePointer<Float>, count: Int, step: OptimizerStep
  ) {
    let mean = slots(0)
    for i in 0..<count {
      mean[i] = momentum * mean[i] + (1 - momentum) * gradients[i]
      weights[i] -= step.learningRate * (mean[i] > 0 ? 1 : mean[i] < 0 ? -1 : 0)
    }
  }
}
