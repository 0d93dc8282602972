internal import DigitReader
internal import Foundation
internal import MNIST
internal import NeuralNetwork

/// A model that answers requests: it does not change, and may be asked from many threads at once.
struct ServedModel: Sendable {
  /// What is known of it: its name, by which requests ask for it, and its version, which counts up when
  /// its file changes.
  let card: ModelCard
  let classifier: DigitClassifier
  let reader: DigitReader
  let batcher: Batcher
  let inspector: PictureInspector
  /// The bytes of its file, for copies to be trained.
  private let file: Data
  /// What it says of MNIST's test digits.
  let testReport: OnDemand<TestReport>

  var name: String { card.name }
  var version: Int { card.version }

  /// The card, with what was measured since.
  var measuredCard: ModelCard {
    var card = card
    card.testAccuracy = testReport.valueIfMade?.confusion.accuracy ?? card.testAccuracy
    return card
  }

  /// - Parameters:
  ///   - model: The network.
  ///   - name: What requests call it.
  ///   - version: Which one of that name.
  ///   - source: Where it came from, in words.
  ///   - mnist: Digits to compare with, and to measure it on.
  /// - Throws: `ModelError` if the network is none for digits.
  init(
    _ model: Sequential, name: String, version: Int = 1, source: String,
    mnist: OnDemand<MNIST>
  ) throws {
    card = ModelCard(
      of: model, name: name, version: version, isDefault: name == ModelRegistry.defaultName,
      source: source, loadedAt: Date())
    file = try model.data()
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let classifier = try DigitClassifier(model, threads: 1, callers: cores)
    self.classifier = classifier
    reader = try DigitReader(classifier: classifier)
    batcher = Batcher(
      try Predictor(model, threads: 1, callers: cores),
      temperature: Float(classifier.calibration.temperature), cores: cores)
    inspector = try PictureInspector(
      model, classifier: classifier, training: OnDemand { try mnist.value.train })
    testReport = OnDemand { try TestReport(of: classifier, on: mnist.value.test) }
    try warmUp()
  }

  /// A model of its own with the same weights.
  ///
  /// - Throws: `FileError`, which bytes that were written here cannot cause.
  func copy() throws -> sending Sequential { try Sequential(data: file, named: name) }

  /// Asks it once, so that a network that cannot answer is never served.
  private func warmUp() throws {
    let answer = try classifier.classify([UInt8](repeating: 0, count: 28 * 28))
    guard answer.probabilities.allSatisfy(\.isFinite) else {
      throw ModelError.invalidArgument(
        "Expected a network that answers with numbers; this one's weights are damaged.")
    }
  }
}
