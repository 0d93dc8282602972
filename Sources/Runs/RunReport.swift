public import NeuralNetwork

/// What came of a training: `run.json`, and what `train --json` prints.
public struct RunReport: Encodable, Sendable {
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

  /// The report on a training.
  ///
  /// - Parameters:
  ///   - settings: What was trained.
  ///   - model: What came of it.
  ///   - history: How it went.
  ///   - test: How the model did on the test pictures; nil if it was not asked.
  ///   - output: Where all of it is kept.
  public init(
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
