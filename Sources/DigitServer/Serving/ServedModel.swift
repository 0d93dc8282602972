internal import DigitReader
internal import Foundation
internal import NeuralNetwork

/// A model that answers requests: it does not change, and may be asked from many threads at once.
struct ServedModel: Sendable {
  /// What requests call it.
  let name: String
  /// Counts up when its file changes.
  let version: Int
  /// Where it came from, in words.
  let source: String
  let loadedAt: Date
  let classifier: DigitClassifier
  let reader: DigitReader
  let batcher: Batcher

  /// - Throws: `ModelError` if the network is none for digits.
  init(_ model: Sequential, name: String, version: Int = 1, source: String) throws {
    self.name = name
    self.version = version
    self.source = source
    loadedAt = Date()
    classifier = try DigitClassifier(model, threads: 1)
    reader = try DigitReader(classifier: classifier)
    batcher = Batcher(
      try Predictor(model, threads: 1), temperature: Float(classifier.calibration.temperature))
    try warmUp()
  }

  /// Asks it once, so that a network that cannot answer is never served.
  private func warmUp() throws {
    let answer = try classifier.classify([UInt8](repeating: 0, count: 28 * 28))
    guard answer.probabilities.allSatisfy(\.isFinite) else {
      throw ModelError.invalidArgument(
        "Expected a network that answers with numbers; this one's weights are damaged.")
    }
  }
}
