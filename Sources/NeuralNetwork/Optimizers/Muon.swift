internal import Kernels

/// Steps whose matrix has nearly equal singular values: Jordan, "Muon", 2024, with the scale of Liu
/// et al., arXiv 2502.16982, in the form that Keras computes.
///
///     m  = momentum · m + g
///     o  = Newton–Schulz of momentum · m + g      (of m, without nesterov)
///     w −= learningRate · rmsRate · √max(rows, columns) · o
///
/// That is for matrices, the kernels of dense layers; all other variables take ``AdamW``'s steps, in
/// Keras, too. Keras advises Adam for the last layer as well, and excludes it by name; here it is a
/// matrix like any other.
public struct Muon: Optimizer, Equatable {
  /// Share of a matrix, times the learning rate, that a step takes away.
  public var weightDecay: Float
  /// How much of the summed gradient a step leaves standing.
  public var momentum: Float
  /// The gradient counts once more, as if taken after the momentum's part of the step.
  public var nesterov: Bool
  /// Rounds of the iteration that evens singular values.
  public var newtonSchulzSteps: Int
  /// Size of a typical entry of a step, in learning rates; if nil, `o` is taken as it is.
  public var rmsRate: Float?
  /// The steps for what is no matrix; its learning rate is that of all.
  public var adam: AdamW
  /// Factor on the learning rate of what is no matrix.
  public var adamLearningRateRatio: Float

  /// More rounds would change nothing but the time: a file could ask for years of them.
  private static let mostSteps = 100

  /// Muon with Keras' defaults.
  public init(
    learningRate: LearningRate = 0.001, weightDecay: Float = 0.004, momentum: Float = 0.95,
    nesterov: Bool = true, newtonSchulzSteps: Int = 5, rmsRate: Float? = 0.2,
    adamWeightDecay: Float = 0.004, adamLearningRateRatio: Float = 1, beta1: Float = 0.9,
    beta2: Float = 0.999, epsilon: Float = 1e-7
  ) {
    self.weightDecay = weightDecay
    self.momentum = momentum
    self.nesterov = nesterov
    self.newtonSchulzSteps = newtonSchulzSteps
    self.rmsRate = rmsRate
    self.adamLearningRateRatio = adamLearningRateRatio
    adam = AdamW(
      learningRate: learningRate, weightDecay: adamWeightDecay, beta1: beta1, beta2: beta2,
      epsilon: epsilon)
  }

  /// Another decay for matrices and for all others, in place of one besides.
  public func weightDecay(_ decay: Float) -> Muon {
    var copy = self
    copy.weightDecay = decay
    copy.adam.weightDecay = decay
    return copy
  }

  /// Size of a step.
  public var learningRate: LearningRate {
    get { adam.learningRate }
    set { adam.learningRate = newValue }
  }
  /// The summed gradient, and what Adam has besides.
  public var slotCount: Int { adam.slotCount }
  /// A matrix is one thing.
  public var updatesWholeVariables: Bool { true }
  /// One step on a variable.
  public func update(
    _ weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    slots: (Int) -> UnsafeMutablePointer<Float>, count: Int, step: OptimizerStep
  ) {
    let isMatrix = step.shape?.rank == 2
    let decay = step.learningRate * (isMatrix ? weightDecay : adam.weightDecay)
    for i in 0..<count { weights[i] -= weights[i] * decay }
    guard let shape = step.shape, isMatrix else {
      return adam.update(
        weights, gradients: gradients, slots: slots, count: count,
        step: OptimizerStep(
          iteration: step.iteration, learningRate: step.learningRate * adamLearningRateRatio))
    }
    let sum = slots(0)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { direction in
      guard let direction = direction.baseAddress else { return }
      for i in 0..<count {
        sum[i] = momentum * sum[i] + gradients[i]
        direction[i] = nesterov ? gradients[i] + momentum * sum[i] : sum[i]
      }
      Optimization.evenSingularValues(
        of: direction, rows: shape[0], columns: shape[1],
        steps: min(max(0, newtonSchulzSteps), Self.mostSteps))
      let scale = rmsRate.map { $0 * Float(max(shape[0], shape[1])).squareRoot() } ?? 1
      let factor = step.learningRate * scale
      for i in 0..<count { weights[i] -= factor * direction[i] }
    }
  }
}
