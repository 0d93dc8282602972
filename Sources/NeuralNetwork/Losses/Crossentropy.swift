internal import Foundation
internal import Kernels

/// Probabilities are kept this far from 0 and 1, as Keras does.
private let smallest: Float = 1e-7

extension Float {
  /// Kept within 1e-7 and 1 − 1e-7; where that changes it, it has no gradient.
  fileprivate var bounded: Float { Swift.min(Swift.max(self, smallest), 1 - smallest) }
}

/// `−Σ t · log p` over the classes.
struct CategoricalCrossentropy: LossFunction {
  var fromLogits: Bool
  var labelSmoothing: Float

  var probabilityActivation: ActivationFunction { fromLogits ? .softmax : .linear }
  var needsOutputPerClass: Bool { true }

  func measure(
    _ outputs: UnsafeBufferPointer<Float>, target: Target,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    let target = target.smoothed(labelSmoothing, towards: 1 / Float(outputs.count))
    return fromLogits
      ? measureLogits(outputs, target, gradient) : measureProbabilities(outputs, target, gradient)
  }

  /// `log Σ e^z − Σ t · z`, gradient `softmax(z) − t`.
  private func measureLogits(
    _ logits: UnsafeBufferPointer<Float>, _ target: Target,
    _ gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    guard let slope = gradient.baseAddress else { return 0 }
    let classes = logits.count
    var largest = -Float.infinity
    for c in 0..<classes { largest = max(largest, logits[c]) }
    for c in 0..<classes { slope[c] = logits[c] - largest }
    var wanted = Double(slope[target.label])
    if labelSmoothing > 0 {
      wanted = 0
      for c in 0..<classes { wanted += Double(target[c]) * Double(slope[c]) }
    }
    Elementwise.exponential(of: slope, into: slope, count: classes)
    var total: Float = 0
    for c in 0..<classes { total += slope[c] }
    for c in 0..<classes { slope[c] = slope[c] / total - target[c] }
    return log(Double(total)) - wanted
  }

  /// `−Σ t · log(p / Σ p)`.
  private func measureProbabilities(
    _ probabilities: UnsafeBufferPointer<Float>, _ target: Target,
    _ gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    var total: Float = 0
    for p in probabilities { total += p }
    var loss = 0.0
    var common: Float = 0
    for c in probabilities.indices {
      let share = probabilities[c] / total
      let isBounded = share.bounded != share
      if target[c] > 0 { loss -= Double(target[c]) * log(Double(share.bounded)) }
      gradient[c] = isBounded || target[c] == 0 ? 0 : -target[c] / probabilities[c]
      if !isBounded { common += target[c] / total }
    }
    for c in gradient.indices { gradient[c] += common }
    return loss
  }
}

/// `mean of −t · log p − (1 − t) · log(1 − p)` over the outputs.
struct BinaryCrossentropy: LossFunction {
  var fromLogits: Bool
  var labelSmoothing: Float

  var probabilityActivation: ActivationFunction { fromLogits ? .sigmoid : .linear }

  func measure(
    _ outputs: UnsafeBufferPointer<Float>, target: Target,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    let target = target.smoothed(labelSmoothing, towards: 0.5)
    let share = 1 / Float(outputs.count)
    var total = 0.0
    for (c, output) in outputs.enumerated() {
      let t = Double(target[c])
      if fromLogits {
        let z = Double(output)
        total += max(z, 0) - t * z + log1p(exp(-abs(z)))
        gradient[c] = Float(1 / (1 + exp(-z)) - t) * share
      } else {
        let p = Double(output.bounded)
        total -= t * log(p) + (1 - t) * log(1 - p)
        gradient[c] = output.bounded == output ? Float((p - t) / (p * (1 - p))) * share : 0
      }
    }
    return total * Double(share)
  }
}

/// `Σ alpha · (1 − p)^gamma · (−t · log p)`.
struct CategoricalFocalCrossentropy: LossFunction {
  var alpha, gamma: Float
  var fromLogits: Bool
  var labelSmoothing: Float

  var probabilityActivation: ActivationFunction { fromLogits ? .softmax : .linear }
  var needsOutputPerClass: Bool { true }

  func measure(
    _ outputs: UnsafeBufferPointer<Float>, target: Target,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    guard let values = outputs.baseAddress, let slope = gradient.baseAddress else { return 0 }
    let classes = outputs.count
    let target = target.smoothed(labelSmoothing, towards: 1 / Float(classes))
    let gamma = Double(gamma)
    slope.update(from: values, count: classes)
    if fromLogits { RowSoftmax.apply(to: slope, into: slope, rows: 1, columns: classes) }
    var total: Float = 0
    for c in 0..<classes { total += slope[c] }
    // Twice over, since the second turn needs what the first adds up.
    var (loss, common) = (0.0, 0.0)
    for c in 0..<classes {
      let share = slope[c] / total
      let (p, t) = (Double(share.bounded), Double(target[c]))
      loss -= Double(alpha) * t * pow(1 - p, gamma) * log(p)
      common += slopeByShare(share, t) * Double(share)
    }
    for c in 0..<classes {
      // Softmax and the division by the sum have the same slope, but for the probability itself.
      let along = fromLogits ? Double(slope[c]) : 1 / Double(total)
      slope[c] = Float((slopeByShare(slope[c] / total, Double(target[c])) - common) * along)
    }
    return loss
  }

  private func slopeByShare(_ share: Float, _ t: Double) -> Double {
    guard share.bounded == share else { return 0 }
    let (p, gamma) = (Double(share), Double(gamma))
    return Double(alpha) * t * (gamma * pow(1 - p, gamma - 1) * log(p) - pow(1 - p, gamma) / p)
  }
}

/// `mean of weight · (1 − q)^gamma · (−log q)` over the outputs.
struct BinaryFocalCrossentropy: LossFunction {
  var applyClassBalancing: Bool
  var alpha, gamma: Float
  var fromLogits: Bool
  var labelSmoothing: Float

  var probabilityActivation: ActivationFunction { fromLogits ? .sigmoid : .linear }

  func measure(
    _ outputs: UnsafeBufferPointer<Float>, target: Target,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    let target = target.smoothed(labelSmoothing, towards: 0.5)
    let (alpha, gamma, count) = (Double(alpha), Double(gamma), Double(outputs.count))
    var total = 0.0
    for (c, output) in outputs.enumerated() {
      let t = Double(target[c])
      let p = fromLogits ? 1 / (1 + exp(-Double(output))) : Double(output)
      let safe = min(max(p, Double(smallest)), 1 - Double(smallest))
      let crossentropy = -(t * log(safe) + (1 - t) * log(1 - safe))
      let right = t * p + (1 - t) * (1 - p)
      let weight = applyClassBalancing ? t * alpha + (1 - t) * (1 - alpha) : 1
      let focus = pow(1 - right, gamma)
      total += weight * focus * crossentropy
      let crossentropySlope = safe == p ? (p - t) / (p * (1 - p)) : 0
      // Without gamma, or an error, the focus stays as it is; the power would be 0 / 0, or infinite.
      let isFocused = gamma > 0 && right < 1
      let focusSlope = isFocused ? -gamma * pow(1 - right, gamma - 1) * (2 * t - 1) : 0
      let slope = weight * (focusSlope * crossentropy + focus * crossentropySlope) / count
      gradient[c] = Float(fromLogits ? slope * p * (1 - p) : slope)
    }
    return total / count
  }
}
