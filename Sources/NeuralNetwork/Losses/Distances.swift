internal import Foundation

/// `mean of (y − t)²` over the outputs.
struct MeanSquaredError: LossFunction {
  func measure(
    _ outputs: UnsafeBufferPointer<Float>, target: Target,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    mean(outputs, target, gradient) { ($0 * $0, 2 * $0) }
  }
}

/// `mean of |y − t|` over the outputs; the derivative is 0 where there is no error.
struct MeanAbsoluteError: LossFunction {
  func measure(
    _ outputs: UnsafeBufferPointer<Float>, target: Target,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    mean(outputs, target, gradient) { (abs($0), $0 == 0 ? 0 : $0 > 0 ? 1 : -1) }
  }
}

/// Squares of small errors, magnitudes of large ones: Huber, "Robust estimation of a location
/// parameter", 1964.
struct Huber: LossFunction {
  var delta: Float

  func measure(
    _ outputs: UnsafeBufferPointer<Float>, target: Target,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    let delta = Double(delta)
    return mean(outputs, target, gradient) { error in
      abs(error) <= delta
        ? (error * error / 2, error)
        : (delta * abs(error) - delta * delta / 2, error > 0 ? delta : -delta)
    }
  }
}

/// The mean over the outputs of a function of their errors, which also gives its slope.
@inline(__always)
private func mean(
  _ outputs: UnsafeBufferPointer<Float>, _ target: Target,
  _ gradient: UnsafeMutableBufferPointer<Float>,
  _ function: (Double) -> (value: Double, slope: Double)
) -> Double {
  let count = Double(outputs.count)
  var total = 0.0
  for (c, output) in outputs.enumerated() {
    let (value, slope) = function(Double(output) - Double(target[c]))
    total += value
    gradient[c] = Float(slope / count)
  }
  return total / count
}

/// `Σ t · log(t / p)`, both kept within 1e-7 to 1.
struct KLDivergence: LossFunction {
  private static let smallest = 1e-7

  func measure(
    _ outputs: UnsafeBufferPointer<Float>, target: Target,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    var total = 0.0
    for (c, output) in outputs.enumerated() {
      let t = min(max(Double(target[c]), Self.smallest), 1)
      let p = min(max(Double(output), Self.smallest), 1)
      total += t * log(t / p)
      gradient[c] = p == Double(output) ? Float(-t / p) : 0
    }
    return total
  }
}

/// `max(0, 1 + largest wrong output − right output)`.
struct CategoricalHinge: LossFunction {
  var needsOutputPerClass: Bool { true }

  func measure(
    _ outputs: UnsafeBufferPointer<Float>, target: Target,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    gradient.update(repeating: 0)
    var rival: Int?
    for c in outputs.indices
    where c != target.label && outputs[c] > (rival.map { outputs[$0] } ?? 0) {
      rival = c
    }
    let loss = 1 + (rival.map { outputs[$0] } ?? 0) - outputs[target.label]
    guard loss > 0 else { return 0 }
    gradient[target.label] = -1
    if let rival { gradient[rival] = 1 }
    return Double(loss)
  }
}
