import Foundation
import NeuralNetwork

/// A loss of one's own, which bears wrong labels better than cross-entropy.
///
/// `(1 − p^q) / q` with the probability `p` of the label: Zhang and Sabuncu, arXiv 1805.07836.
package struct GeneralizedCrossentropy: LossFunction {
  package var q: Float
  package init(q: Float = 0.7) { self.q = q }

  /// Metrics and predictions know by this that the outputs are logits.
  package var probabilityActivation: ActivationFunction { .softmax }
  package var needsOutputPerClass: Bool { true }

  package func measure(
    _ outputs: UnsafeBufferPointer<Float>, target: Target,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    let largest = outputs.max() ?? 0
    let total = outputs.reduce(0) { $0 + exp($1 - largest) }
    let power = pow(exp(outputs[target.label] - largest) / total, q)
    for c in outputs.indices {
      let probability = exp(outputs[c] - largest) / total
      gradient[c] = power * (probability - target[c])
    }
    return Double((1 - power) / q)
  }
}
