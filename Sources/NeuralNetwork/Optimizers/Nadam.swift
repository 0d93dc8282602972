internal import Foundation

/// ``Adam`` with Nesterov's look ahead: Dozat, "Incorporating Nesterov momentum into Adam", 2016, in
/// the form that Keras computes.
///
///     u_t = beta1 · (1 − 0.96^t / 2),  U_t = u_1 · … · u_t
///     m += (g − m) · (1 − beta1)
///     v += (g² − v) · (1 − beta2)
///     n  = u_(t+1) · m / (1 − U_(t+1)) + (1 − u_t) · g / (1 − U_t)
///     w −= learningRate · n / (√(v / (1 − beta2^t)) + epsilon)
public struct Nadam: Optimizer, Equatable {
  /// Size of a step.
  public var learningRate: LearningRate
  /// How much of the mean gradient a step leaves standing.
  public var beta1: Float
  /// How much of the mean squared gradient a step leaves standing.
  public var beta2: Float
  /// Keeps the step finite where gradients vanish.
  public var epsilon: Float

  /// Nadam with Keras' defaults.
  public init(
    learningRate: LearningRate = 0.001, beta1: Float = 0.9, beta2: Float = 0.999,
    epsilon: Float = 1e-7
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  /// Mean gradient and mean squared gradient.
  public var slotCount: Int { 2 }

  private func momentum(_ t: Int) -> Double { Double(beta1) * (1 - pow(0.96, Double(t)) / 2) }

  /// `U_t`; worked out anew at each step, since nothing but the step's number is known.
  ///
  /// It vanishes beside 1 after some hundred factors.
  private func momentumProduct(_ t: Int) -> Double {
    var product = 1.0
    var factor = 1
    while factor <= t, product > 1e-20 {
      product *= momentum(factor)
      factor += 1
    }
    return product
  }

  /// One step on a stretch of weights.
  public func update(
    _ weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    slots: (Int) -> UnsafeMutablePointer<Float>, count: Int, step: OptimizerStep
  ) {
    let (mean, variance) = (slots(0), slots(1))
    let t = step.iteration
    let product = momentumProduct(t)
    let next = momentum(t + 1)
    let forMean = Float(next / (1 - product * next))
    let forGradient = Float((1 - momentum(t)) / (1 - product))
    let correction = Float(1 - pow(Double(beta2), Double(t)))
    for i in 0..<count {
      let g = gradients[i]
      mean[i] += (g - mean[i]) * (1 - beta1)
      variance[i] += (g * g - variance[i]) * (1 - beta2)
      let direction = forMean * mean[i] + forGradient * g
      weights[i] -=
        step.learningRate * direction / ((variance[i] / correction).squareRoot() + epsilon)
    }
  }
}
