internal import Foundation

/// Student's t distribution.
///
/// By the incomplete beta function's continued fraction: Abramowitz and Stegun, Handbook of
/// Mathematical Functions, 26.5.8 and 26.7.1. Exact to about twelve digits.
package struct StudentT {
  /// Number of independent values less one, for a mean.
  let degreesOfFreedom: Double

  /// The distribution of so many independent values less one.
  package init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

  /// How probable it is that a value is at least this far from zero, on either side.
  func probability(beyond value: Double) -> Double {
    guard value.isFinite else { return value.isNaN ? .nan : 0 }
    let square = value * value
    return Self.incompleteBeta(
      degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + square),
      square / (degreesOfFreedom + square))
  }

  /// How far from zero a value is, on either side, with this probability.
  package func value(beyondWhich probability: Double) -> Double {
    guard probability < 1 else { return 0 }
    guard probability > 0 else { return .infinity }
    // In the logarithm: with one degree of freedom the values run over many powers of ten.
    var (low, high) = (-40.0, 700.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if self.probability(beyond: exp(middle)) > probability { low = middle } else { high = middle }
    }
    return exp((low + high) / 2)
  }

  /// `I_x(a, b)`, with `rest` = 1 − x handed over so that it keeps its digits.
  private static func incompleteBeta(_ a: Double, _ b: Double, _ x: Double, _ rest: Double)
    -> Double
  {
    guard x > 0 else { return 0 }
    guard rest > 0 else { return 1 }
    let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(rest))
    // The fraction converges fast on this side only.
    return x < (a + 1) / (a + b + 2)
      ? front * fraction(a, b, x) / a : 1 - front * fraction(b, a, rest) / b
  }

  /// The continued fraction, from its head on (Lentz's method).
  private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    let least = 1e-300
    func kept(_ value: Double) -> Double { value.magnitude < least ? least : value }
    var numerator = 1.0
    var denominator = 1 / kept(1 - (a + b) * x / (a + 1))
    var result = denominator
    for step in 1...500 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      denominator = 1 / kept(1 + even * denominator)
      numerator = kept(1 + even / numerator)
      result *= numerator * denominator
      denominator = 1 / kept(1 + odd * denominator)
      numerator = kept(1 + odd / numerator)
      let change = numerator * denominator
      result *= change
      if (change - 1).magnitude < 1e-15 { break }
    }
    return result
  }
}
