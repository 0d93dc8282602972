internal import Foundation
internal import NeuralNetwork

/// Trains one network of a sweep on the calling thread.
struct TrialRunner: Sendable {
  let data: SweepData
  /// Directory of trainings that are not done.
  let checkpoints: String

  /// How a training ended.
  enum Ending: Equatable, Sendable {
    /// All its epochs are done; the digest of its weights.
    case finished(weights: String)
    /// Those that were asked for are done, and it is kept on disk.
    case paused
    /// Its loss became no number.
    case diverged
    /// It cannot be trained: why.
    case failed(String)
    /// It was asked to stop.
    case interrupted
  }

  /// Trains, from the beginning or from where it was kept.
  ///
  /// - Parameters:
  ///   - trial: What.
  ///   - epochs: The epoch to stop before; it goes on later if there are more.
  ///   - shouldStop: Asked after every step.
  ///   - report: Told of every epoch.
  /// - Throws: `FileError` if it cannot be kept on disk.
  func run(
    _ trial: TrialRecord, until epochs: Int, shouldStop: @escaping () -> Bool,
    report: @escaping (TrialKeeper.Event) -> Void
  ) throws(FileError) -> Ending {
    let directory = directory(of: trial.id)
    let isLast = epochs >= trial.epochs
    let keeper = TrialKeeper(
      directory: directory, keepsEnd: !isLast, shouldStop: shouldStop, report: report)
    let ending: Ending
    do {
      let training = trial.setting.changed(data.training)
      let model = try trial.setting.network(
        for: training, epochs: trial.epochs, seed: trial.seed)
      let history = try model.fit(
        training, batchSize: trial.setting.stepSize(), epochs: epochs, verbose: .silent,
        callbacks: [keeper], validationData: data.validation)
      if keeper.hasDiverged {
        ending = .diverged
      } else if history.stopReason != nil {
        return .interrupted
      } else {
        ending = isLast ? .finished(weights: model.sha256) : .paused
      }
    } catch let error as FileError {
      // The disk's fault, not the setting's: once it is mended, the training can go on.
      throw error
    } catch {
      ending = .failed("\(error)")
    }
    if ending != .paused { forget(trial.id) }
    return ending
  }

  /// Takes away what was kept of a training.
  func forget(_ trial: Int) {
    try? FileManager.default.removeItem(atPath: directory(of: trial))
  }

  private func directory(of trial: Int) -> String { "\(checkpoints)/\(trial)" }

  /// Trains a setting on all training digits and measures it on the test digits.
  ///
  /// - Parameters:
  ///   - setting: The one that was chosen.
  ///   - epochs: Times through the digits.
  ///   - seed: Where everything random comes from.
  ///   - shouldStop: Asked after every step.
  /// - Returns: The accuracy; nil if it was asked to stop.
  /// - Throws: What `Sequential.fit` throws.
  func test(
    _ setting: Setting, epochs: Int, seed: UInt64, shouldStop: @escaping () -> Bool
  ) throws -> Double? {
    let training = setting.changed(data.all)
    let model = try setting.network(for: training, epochs: epochs, seed: seed)
    let directory = "\(checkpoints)/test"
    let keeper = TrialKeeper(
      directory: directory, keepsEnd: false, shouldStop: shouldStop, report: { _ in })
    let history = try model.fit(
      training, batchSize: setting.stepSize(), epochs: epochs, verbose: .silent,
      callbacks: [keeper])
    if history.stopReason != nil, !keeper.hasDiverged { return nil }
    let accuracy = try model.evaluate(data.test).accuracy
    try? FileManager.default.removeItem(atPath: directory)
    return accuracy
  }
}

extension Sequential {
  /// SHA-256 of all variables' bits, in their order.
  var sha256: String {
    var digest = SHA256()
    for variable in variables { variable.values.withUnsafeBytes { digest.update($0) } }
    return digest.finish()
  }
}
