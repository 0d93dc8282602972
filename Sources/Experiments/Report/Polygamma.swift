internal import Foundation

/// The first two derivatives of the logarithm of the gamma function: mean and variance of the logarithm
/// of a variance that is told from few values.
///
/// By their recurrences up to 10, and their asymptotic series from there: Abramowitz and Stegun, Handbook
/// of Mathematical Functions, 6.3.5, 6.3.18, 6.4.6 and 6.4.12. Exact to about twelve digits.
enum Polygamma {
  /// `ψ(x)`, for x above 0.
  static func digamma(_ x: Double) -> Double {
    var (x, sum) = (x, 0.0)
    while x < 10 {
      sum -= 1 / x
      x += 1
    }
    let y = 1 / (x * x)
    let series = y * (1 / 12.0 - y * (1 / 120.0 - y * (1 / 252.0 - y * (1 / 240.0 - y / 132))))
    return sum + log(x) - 0.5 / x - series
  }

  /// `ψ′(x)`, for x above 0.
  static func trigamma(_ x: Double) -> Double {
    var (x, sum) = (x, 0.0)
    while x < 10 {
      sum += 1 / (x * x)
      x += 1
    }
    let y = 1 / (x * x)
    let series = y * (1 / 6.0 - y * (1 / 30.0 - y * (1 / 42.0 - y * (1 / 30.0 - y * 5 / 66))))
    return sum + (1 + series) / x + y / 2
  }

  /// The `x` whose ``trigamma(_:)`` is a positive number, by halving: the function falls.
  static func inverseTrigamma(_ value: Double) -> Double {
    // In the logarithm: x is about 1 / value, or its root.
    var (low, high) = (-20.0, 40.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if trigamma(exp(middle)) > value { low = middle } else { high = middle }
    }
    return exp((low + high) / 2)
  }
}
