import Foundation

@testable import NeuralNetwork

/// A training with a backup and every callback that remembers something, to be interrupted and
/// begun again.
final class BackedUpTraining {
  let threads: Int
  let folder: TemporaryFolder
  let backup: String
  /// Who else follows each run.
  var others: () -> [any Callback] = { [] }
  /// What was reported of damaged checkpoints.
  private(set) var warnings: [String] = []

  init(threads: Int) throws {
    self.threads = threads
    folder = try TemporaryFolder()
    backup = folder.path("backup/of/this")
  }

  /// What one call of `fit` leaves behind.
  struct Outcome: Equatable, Sendable {
    let epochs: [[EpochSummary.Value]]
    let stopReason: String?
    let fingerprint, learningRate: String
    /// The best model and the CSV log.
    let files: [Data?]
  }

  /// What a run that nothing interrupts leaves behind, by its number of threads.
  static let uninterrupted: [Int: Outcome] = [1, 2].reduce(into: [:]) {
    $0[$1] = try? BackedUpTraining(threads: $1).run()
  }
  /// What the backup's directory then holds: nothing, though it is ended early, as in Keras.
  static let keptInTheEnd: [String] = []

  /// Where a run breaks down.
  enum Place: Hashable {
    /// Before an epoch.
    case begin(Int)
    /// After the second step of an epoch.
    case step(Int)
    /// At an epoch's end, before it is backed up but after the other callbacks were told.
    case end(Int)
  }

  struct Interruption: Error {}

  /// The program, from its beginning.
  func run(until place: Place? = nil, patience: Int = 3, epochs: Int = 10) throws -> Outcome {
    let model = try Samples.richModel(seed: 8, threads: threads)
    model.optimizer?.learningRate = 0.1
    let callbacks: [any Callback] = [
      BackupAndRestore(backupDirectory: backup, warn: { self.warnings.append($0) }),
      EarlyStopping(patience: patience, restoreBestWeights: true),
      ReduceLROnPlateau(factor: 0.7, patience: 1, minDelta: 0.01),
      ModelCheckpoint(filepath: folder.path("best"), saveBestOnly: true),
      CSVLogger(filename: folder.path("log.csv")),
    ]
    let history = try model.fit(
      Samples.dataset(count: 26, shape: [4, 3, 1]), batchSize: 5, epochs: epochs, verbose: .silent,
      callbacks: callbacks + others() + [Interrupter(place)], validationSplit: 0.25)
    return Outcome(
      epochs: history.epochs.map(\.values), stopReason: history.stopReason,
      fingerprint: model.fingerprint, learningRate: "\(model.learningRate)",
      files: ["best", "log.csv"].map { FileManager.default.contents(atPath: folder.path($0)) })
  }

  /// The program, breaking down.
  func interrupt(at place: Place) throws {
    do {
      _ = try run(until: place)
      throw NotInterrupted()
    } catch is Interruption {}
  }

  private struct NotInterrupted: Error {}

  var last: String { "\(backup)/last.safetensors" }
  var previous: String { "\(backup)/previous.safetensors" }
  /// What the backup's directory holds.
  var kept: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: backup)) ?? []).sorted()
  }

  private final class Interrupter: Callback {
    private let place: Place?

    init(_ place: Place?) { self.place = place }

    func onEpochBegin(_ epoch: Int, _ session: TrainingSession) throws {
      if place == .begin(epoch) { throw Interruption() }
    }
    func onTrainBatchEnd(_ batch: BatchSummary) throws -> Verdict {
      if place == .step(batch.epoch), batch.step == 1 { throw Interruption() }
      return .goOn
    }
    func onEpochEnd(_ epoch: EpochSummary, _ session: TrainingSession) throws -> Verdict {
      if place == .end(epoch.epoch) { throw Interruption() }
      return .goOn
    }
  }
}
