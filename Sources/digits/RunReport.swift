import Foundation
import NeuralNetwork

/// What came of a training: `run.json`, and what `train --json` prints.
struct RunReport: Encodable {
  let model: String
  let dataset: String
  let validation: String
  let seed: UInt64
  let threads: Int
  let batchSize: Int
  let epochs: Int
  let activation: String
  let optimizer: String
  /// The largest, where a schedule changes it.
  let learningRate: Float
  let parameters: Int
  /// Of the training steps alone.
  let secondsPerEpoch: [Double]
  let trainSeconds: Double
  let history: [String: [Double]]
  /// Why the training ended before its last epoch, if it did.
  ///
  /// There are no test results then.
  let stopped: String?
  let testAccuracy: Double?
  let testLoss: Double?
  /// Digest of the weights: equal for equal networks.
  let fingerprint: String
  let output: String

  init(
    _ settings: RunSettings, _ model: Sequential, _ history: History, test: Evaluation?,
    output: String
  ) {
    self.model = settings.recipe
    dataset = settings.dataset.rawValue
    validation = settings.validation.rawValue
    seed = settings.seed
    threads = settings.threads
    batchSize = settings.batchSize
    epochs = history.epochs.count
    activation = settings.activation.name
    optimizer = settings.optimizerName(model)
    learningRate = model.optimizer?.learningRate.peak ?? 0
    parameters = model.parameterCount
    secondsPerEpoch = history.epochs.map(\.trainingSeconds)
    trainSeconds = secondsPerEpoch.reduce(0, +)
    self.history = history.quantities.reduce(into: [:]) { $0[$1.rawValue] = history[$1] }
    stopped = history.stopReason
    testAccuracy = test?.accuracy
    testLoss = test?.loss
    fingerprint = model.fingerprint
    self.output = output
  }
}

/// A share as people read it: `99.13 %`.
func percent(_ share: Double?) -> String { String(format: "%.2f %%", (share ?? .nan) * 100) }

/// The mean of numbers; 0 of none.
func average(_ values: [Double]) -> Double {
  values.reduce(0, +) / Double(max(1, values.count))
}

/// JSON as the command line prints it.
enum JSON {
  static func text(_ value: some Encodable, onOneLine: Bool = false) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if !onOneLine { encoder.outputFormatting.insert(.prettyPrinted) }
    // A diverged training has losses that JSON has no numbers for.
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
