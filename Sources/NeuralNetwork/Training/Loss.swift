internal import Foundation
internal import Kernels

/// What training makes small.
public struct Loss: Sendable, Equatable, Codable {
  /// Which loss it is, as Keras names it.
  let name: Name
  /// The outputs are logits, any numbers, rather than probabilities.
  public let fromLogits: Bool

  /// `−log p[label]`, with the probabilities `p` a softmax of the outputs.
  ///
  /// The network's last layer has no activation: computing softmax and logarithm together is the
  /// numerically stable way. Keras' default is the other one,
  /// ``sparseCategoricalCrossentropy(fromLogits:)`` with `false`.
  public static let sparseCategoricalCrossentropy = sparseCategoricalCrossentropy(fromLogits: true)

  /// `−log p[label]`, of logits or of the probabilities that a softmax at the end of the network
  /// makes.
  public static func sparseCategoricalCrossentropy(fromLogits: Bool) -> Loss {
    Loss(name: .sparseCategoricalCrossentropy, fromLogits: fromLogits)
  }

  enum Name: String, Codable {
    case sparseCategoricalCrossentropy = "sparse_categorical_crossentropy"
  }

  /// Probabilities are kept this far from 0 and 1, as Keras does.
  private static let smallest: Float = 1e-7

  /// The sum of the samples' losses; leaves their gradients, each times `scale`, in `gradient`.
  ///
  /// `outputs` and `gradient` are `[count, classes]`.
  func measure(
    _ outputs: UnsafePointer<Float>, labels: UnsafePointer<Int32>, count: Int, classes: Int,
    gradient: UnsafeMutablePointer<Float>, scale: Float
  ) -> Double {
    var total = 0.0
    for sample in 0..<count {
      let row = outputs + sample * classes
      let slope = gradient + sample * classes
      let label = Int(labels[sample])
      total +=
        fromLogits
        ? Self.measureLogits(row, label, classes, slope, scale)
        : Self.measureProbabilities(row, label, classes, slope, scale)
    }
    return total
  }

  /// `log Σ e^z − z[label]`, gradient `softmax(z) − [label]`.
  private static func measureLogits(
    _ logits: UnsafePointer<Float>, _ label: Int, _ classes: Int,
    _ gradient: UnsafeMutablePointer<Float>, _ scale: Float
  ) -> Double {
    var largest = -Float.infinity
    for c in 0..<classes { largest = max(largest, logits[c]) }
    for c in 0..<classes { gradient[c] = logits[c] - largest }
    let own = gradient[label]
    Elementwise.exponential(of: gradient, into: gradient, count: classes)
    var total: Float = 0
    for c in 0..<classes { total += gradient[c] }
    for c in 0..<classes { gradient[c] = gradient[c] / total * scale }
    gradient[label] -= scale
    return log(Double(total)) - Double(own)
  }

  /// `−log(p[label] / Σ p)`, bounded; a bounded probability has no gradient.
  private static func measureProbabilities(
    _ probabilities: UnsafePointer<Float>, _ label: Int, _ classes: Int,
    _ gradient: UnsafeMutablePointer<Float>, _ scale: Float
  ) -> Double {
    var total: Float = 0
    for c in 0..<classes { total += probabilities[c] }
    let share = probabilities[label] / total
    let own = min(max(share, smallest), 1 - smallest)
    gradient.update(repeating: own == share ? scale / total : 0, count: classes)
    if own == share { gradient[label] -= scale / probabilities[label] }
    return -log(Double(own))
  }
}
