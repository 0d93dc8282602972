import Testing

@testable import Kernels

/// Each optimizer takes several steps beside the same loop in `Double`; odd counts leave a vector's remainder.
struct OptimizationTests {
  private let count = 37
  private let steps = 5

  private func gradient(_ step: Int) -> [Float] { numbers(count, seed: 10 + UInt64(step)) }

  @Test func adamIsKerasFormula() {
    var (weights, mean) = (numbers(count), [Float](repeating: 0, count: count))
    var variance = mean
    var expected = weights.map(Double.init)
    var (m, v) = (mean.map(Double.init), mean.map(Double.init))
    for step in 0..<steps {
      let (gradient, alpha) = (gradient(step), 0.1 / Double(step + 1))
      Optimization.adam(
        weights: &weights, gradients: gradient, mean: &mean, variance: &variance, count: count,
        alpha: Float(alpha), beta1: 0.9, beta2: 0.99, epsilon: 1e-3)
      for i in 0..<count {
        let g = Double(gradient[i])
        m[i] += (g - m[i]) * 0.1
        v[i] += (g * g - v[i]) * 0.01
        expected[i] -= alpha * m[i] / (v[i].squareRoot() + 1e-3)
      }
    }
    #expect(largestError(weights, expected) < 2e-6)
    #expect(largestError(mean, m) < 1e-6)
    #expect(largestError(variance, v) < 1e-6)
  }

  /// Gradients so large that their squares are infinite leave the weights alone; those so small that
  /// theirs vanish move them by epsilon's leave.
  @Test func adamAtTheExtremes() {
    let gradient: [Float] = (0..<count).map { $0 % 3 == 0 ? 1e30 : $0 % 3 == 1 ? 1e-25 : 0 }
    var (weights, mean) = (numbers(count), [Float](repeating: 0, count: count))
    let before = weights
    var variance = mean
    Optimization.adam(
      weights: &weights, gradients: gradient, mean: &mean, variance: &variance, count: count,
      alpha: 0.5, beta1: 0.9, beta2: 0.99, epsilon: 1e-24)
    for i in 0..<count {
      let expected = i % 3 == 1 ? before[i] - 0.005 : before[i]
      #expect(abs(weights[i] - expected) < 1e-6)
    }
  }

  @Test(arguments: [false, true])
  func momentumIsKerasFormula(nesterov: Bool) {
    var (weights, velocity) = (numbers(count), [Float](repeating: 0, count: count))
    var expected = weights.map(Double.init)
    var v = velocity.map(Double.init)
    for step in 0..<steps {
      let gradient = gradient(step)
      Optimization.momentum(
        weights: &weights, gradients: gradient, velocity: &velocity, count: count,
        learningRate: 0.05, momentum: 0.8, nesterov: nesterov)
      for i in 0..<count {
        let push = 0.05 * Double(gradient[i])
        v[i] = 0.8 * v[i] - push
        expected[i] += nesterov ? 0.8 * v[i] - push : v[i]
      }
    }
    #expect(largestError(weights, expected) < 1e-6)
    #expect(largestError(velocity, v) < 1e-6)
  }

  @Test func descendIsKerasFormula() {
    var weights = numbers(count)
    var expected = weights.map(Double.init)
    for step in 0..<steps {
      let gradient = gradient(step)
      Optimization.descend(
        weights: &weights, gradients: gradient, count: count, learningRate: 0.05)
      for i in 0..<count { expected[i] -= 0.05 * Double(gradient[i]) }
    }
    #expect(largestError(weights, expected) < 1e-6)
  }
}
