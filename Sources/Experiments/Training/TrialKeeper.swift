internal import Foundation
internal import NeuralNetwork

/// Follows one training: tells of its epochs, ends it when asked to or when its loss is no number,
/// and keeps it on disk where epochs take long.
final class TrialKeeper: Callback {
  /// Seconds of work that a kill may cost.
  ///
  /// Shorter trainings leave nothing on disk, and so cost nothing.
  private static let patience = 2.0

  private let directory: String
  private let keepsEnd: Bool
  private let shouldStop: () -> Bool
  private let report: (Event) -> Void
  private let clock = ContinuousClock()
  private var lastKept: ContinuousClock.Instant
  /// The loss was no number.
  private(set) var hasDiverged = false

  /// What it tells of.
  enum Event {
    /// A training that was kept goes on after these epochs.
    case wentOn([TrialRecord.Epoch])
    /// One more is done.
    case epoch(TrialRecord.Epoch)
  }

  /// - Parameters:
  ///   - directory: Where it is kept.
  ///   - keepsEnd: It will go on later, after what is the last epoch for now.
  ///   - shouldStop: Asked after every step.
  ///   - report: Told of every epoch.
  init(
    directory: String, keepsEnd: Bool, shouldStop: @escaping () -> Bool,
    report: @escaping (Event) -> Void
  ) {
    self.directory = directory
    self.keepsEnd = keepsEnd
    self.shouldStop = shouldStop
    self.report = report
    lastKept = clock.now
  }

  func onSessionReady(_ session: TrainingSession) throws {
    guard FileManager.default.fileExists(atPath: directory) else { return }
    // Whatever is wrong with what was kept, the training from its beginning comes to the same end.
    guard
      let checkpoint = try? BackupAndRestore.checkpoint(in: directory, threads: 1, warn: { _ in }),
      (try? session.restore(checkpoint)) != nil
    else { return }
    report(.wentOn(checkpoint.history.epochs.map(TrialRecord.Epoch.init)))
  }

  func onTrainBatchEnd(_ batch: BatchSummary) -> Verdict {
    if !batch.loss.isFinite { return diverged() }
    return shouldStop() ? .stop(because: "interrupted") : .goOn
  }

  func onEpochEnd(_ epoch: EpochSummary, _ session: TrainingSession) -> Verdict {
    guard (epoch[.loss] ?? .nan).isFinite, (epoch[.validationLoss] ?? 0).isFinite else {
      return diverged()
    }
    report(.epoch(TrialRecord.Epoch(epoch)))
    return .goOn
  }

  func onEpochSettled(_ session: TrainingSession) throws {
    let isLast = session.history.epochs.count >= session.plan.epochs
    let isDue = lastKept.duration(to: clock.now) >= .seconds(Self.patience)
    guard !hasDiverged, isLast ? keepsEnd : isDue else { return }
    try AtomicFile.makeDirectory(directory)
    try BackupAndRestore.save(session.checkpoint, in: directory)
    lastKept = clock.now
  }

  private func diverged() -> Verdict {
    hasDiverged = true
    return .stop(because: "the loss is no number")
  }
}

extension TrialRecord.Epoch {
  /// What of an epoch is stored.
  init(_ summary: EpochSummary) {
    self.init(
      loss: summary[.loss] ?? .nan, accuracy: summary[.accuracy] ?? .nan,
      validationLoss: summary[.validationLoss] ?? .nan,
      validationAccuracy: summary[.validationAccuracy] ?? .nan, seconds: summary.trainingSeconds)
  }
}
