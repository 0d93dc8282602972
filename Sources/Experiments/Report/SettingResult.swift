internal import Foundation

/// A setting with all its trainings, and what they came to.
public struct SettingResult: Codable, Hashable, Sendable {
  /// What was compared.
  public var setting: Setting
  /// What it chose where others chose otherwise: `adam · gelu`.
  public var name: String
  /// One for each seed.
  public var trials: [TrialRecord]
  /// Accuracies on validation of those that are finished, in the order of the seeds.
  public var accuracies: [Double]
  /// Seeds of those.
  public var seeds: [UInt64]

  /// A setting with its trainings.
  init(setting: Setting, name: String, trials: [TrialRecord], epochs: Int) {
    self.setting = setting
    self.name = name
    self.trials = trials
    let finished = trials.compactMap { trial -> (seed: UInt64, accuracy: Double)? in
      // One that ran for less is no equal.
      guard trial.epochs >= epochs, let accuracy = trial.accuracy, accuracy.isFinite else {
        return nil
      }
      return (trial.seed, accuracy)
    }.sorted { $0.seed < $1.seed }
    accuracies = finished.map(\.accuracy)
    seeds = finished.map(\.seed)
  }

  /// Mean accuracy over the seeds; nil if none is finished.
  public var mean: Double? { accuracies.isEmpty ? nil : accuracies.mean }
  /// Standard deviation over the seeds; nil with fewer than two.
  public var spread: Double? { accuracies.deviation }
  /// Whether every training is finished.
  public var isComplete: Bool { !trials.isEmpty && accuracies.count == trials.count }

  /// Number of trainings in a state.
  func count(_ state: TrialRecord.State) -> Int { trials.count { $0.state == state } }

  /// Mean seconds of training of those that are finished.
  var seconds: Double? {
    let finished = trials.filter { $0.accuracy != nil }
    return finished.isEmpty ? nil : finished.map(\.seconds).mean
  }
}

extension TrialRecord {
  /// Seconds of training, without validation.
  var seconds: Double { history.reduce(0) { $0 + $1.seconds } }

  /// Seconds of training until an epoch ended in this accuracy; nil if none did.
  func seconds(to share: Double) -> Double? {
    var seconds = 0.0
    for epoch in history {
      seconds += epoch.seconds
      if epoch.validationAccuracy >= share { return seconds }
    }
    return nil
  }

  /// Whether it is still to come to an end.
  var isOpen: Bool { state == .waiting || state == .running }
}

extension [Double] {
  /// Of at least one value.
  var mean: Double { reduce(0, +) / Double(Swift.max(1, count)) }

  /// With the count less one below; nil for fewer than two values.
  package var deviation: Double? {
    guard count > 1 else { return nil }
    let center = mean
    return (reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(count - 1)).squareRoot()
  }

  /// The middle value, or the mean of the two; nil if there is none.
  var median: Double? {
    guard !isEmpty else { return nil }
    let values = sorted()
    return (values[(count - 1) / 2] + values[count / 2]) / 2
  }
}
