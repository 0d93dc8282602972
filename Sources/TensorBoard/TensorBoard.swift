public import NeuralNetwork

/// Writes what TensorBoard shows while a training still runs: Keras' callback of this name.
///
///     let board = TensorBoard(logDirectory: "logs/first")
///     try model.fit(training, epochs: 5, callbacks: [board], validationSplit: 0.1)
///
/// Directories, tags and steps are Keras', but that a training that goes on counts its steps on.
/// Every `fit` begins new files beside those that are there.
public final class TensorBoard: Callback {
  /// How often to write.
  public enum UpdateFrequency: Sendable, Equatable {
    /// At the end of an epoch.
    case epoch
    /// After every so many steps, too.
    case batches(Int)
  }

  /// One of the runs that TensorBoard compares; it is named like its directory.
  public enum Run: String, Sendable {
    /// Measured on what the network learns from.
    case training = "train"
    /// Measured on what it is validated on.
    case validation
  }

  private let logDirectory: String
  private let updateFrequency: UpdateFrequency
  private var files: [Run: EventFile] = [:]
  private var stepsPerEpoch = 0

  /// - Parameters:
  ///   - logDirectory: Where the runs' directories are; made if it is not there.
  ///   - updateFrequency: How often to write.
  public init(logDirectory: String = "logs", updateFrequency: UpdateFrequency = .epoch) {
    self.logDirectory = logDirectory
    self.updateFrequency = updateFrequency
  }

  /// Begins the files, so that whoever gave a wrong place hears of it before any work is done.
  public func onTrainBegin(_ session: TrainingSession) throws {
    if case .batches(let count) = updateFrequency, count < 1 {
      throw ModelError.invalidArgument(
        "TensorBoard writes after every so many batches, at least 1; received \(count).")
    }
    files = [:]
    stepsPerEpoch = session.plan.steps
    _ = try file(of: .training)
    if session.plan.validationCount > 0 { _ = try file(of: .validation) }
  }

  /// Writes the means over the epoch so far, if it is time.
  public func onTrainBatchEnd(_ batch: BatchSummary) throws -> Verdict {
    let done = batch.epoch * stepsPerEpoch + batch.step + 1
    guard case .batches(let count) = updateFrequency, done % count == 0 else { return .goOn }
    for value in batch.values { try write("batch_\(value.quantity)", value.value, done) }
    return .goOn
  }

  /// Writes the epoch's numbers and the learning rate: the history's, or else the next step's.
  public func onEpochEnd(_ epoch: EpochSummary, _ session: TrainingSession) throws -> Verdict {
    let validation = epoch.values.filter(\.quantity.isValidation)
    for value in validation {
      let tag = "evaluation_\(value.quantity.onTraining)_vs_iterations"
      try write(tag, value.value, session.model.iterations, .validation)
    }
    for value in epoch.values where !value.quantity.isValidation {
      try write("epoch_\(value.quantity)", value.value, epoch.epoch)
    }
    if epoch[.learningRate] == nil {
      try write("epoch_learning_rate", Double(session.model.learningRate), epoch.epoch)
    }
    for value in validation {
      try write("epoch_\(value.quantity.onTraining)", value.value, epoch.epoch, .validation)
    }
    return .goOn
  }

  /// Closes the files.
  public func onTrainEnd(_ session: TrainingSession) { files = [:] }

  private func write(
    _ tag: String, _ value: Double, _ step: Int, _ run: Run = .training
  ) throws(FileError) {
    try file(of: run).append(.scalar(tag, Float(value), step: step))
  }

  /// The run's file, begun if there is none.
  func file(of run: Run) throws(FileError) -> EventFile {
    if let file = files[run] { return file }
    let file = try EventFile(directory: "\(logDirectory)/\(run.rawValue)")
    files[run] = file
    return file
  }
}
