import NeuralNetwork

/// Keeps a training on disk while it runs: after every epoch a checkpoint to go on from, and the
/// best model so far.
final class RunRecorder: Callback {
  private let directory: RunDirectory
  private var history: History
  private var best: Double?
  /// The epoch of the best model so far, from 0.
  private(set) var bestEpoch: Int?

  /// Follows a training whose earlier epochs, if it is resumed, are given.
  init(_ directory: RunDirectory, history: History) {
    self.directory = directory
    self.history = history
    for epoch in history.epochs { consider(epoch) }
  }

  /// What the best model is best at: the validation loss, or the training loss where nothing is
  /// validated.
  private static func score(_ epoch: EpochSummary) -> Double? {
    epoch[.validationLoss] ?? epoch[.loss]
  }

  @discardableResult
  private func consider(_ epoch: EpochSummary) -> Bool {
    guard let score = Self.score(epoch), score < best ?? .infinity else { return false }
    best = score
    bestEpoch = epoch.epoch
    return true
  }

  func onEpochEnd(_ epoch: EpochSummary, _ model: Sequential) throws -> Verdict {
    history.epochs.append(epoch)
    // First the best: whoever goes on from the checkpoint finds every model that it speaks of.
    if consider(epoch) { try model.save(to: directory.bestModel) }
    try Checkpoint(model, history: history).save(to: directory.lastCheckpoint)
    return .goOn
  }
}
