internal import Runs

/// How far a sweep is, for people who watch.
public struct SweepProgress: Sendable {
  /// All trainings, and those of which nothing is left to do.
  public let total, done: Int
  /// Of those done: how many diverged, failed, or were left behind.
  public let diverged, failed, dropped: Int
  /// Those at work, in the order of the plan.
  public let running: [Running]
  /// The setting with the best mean accuracy on validation, of those whose seeds are all done.
  public let best: Best?
  /// Seconds at work, pauses left out, and about how many more.
  public let elapsed: Double
  /// Nil as long as nobody can tell.
  public let left: Double?
  /// Trainings that have come to their end since the last report.
  public internal(set) var ended: [TrialRecord] = []
  /// All are done, and the chosen setting learns from all training digits to be tested.
  public internal(set) var isTesting = false

  /// A training at work.
  public struct Running: Sendable {
    /// What it is.
    public let trial: TrialRecord
    /// Seconds since it began.
    public let seconds: Double
  }

  /// A setting with its mean accuracy.
  public struct Best: Sendable {
    /// The setting.
    public let setting: Setting
    /// Mean over its seeds.
    public let accuracy: Double
  }

  /// Trainings that wait.
  public var waiting: Int { total - done - running.count }

  /// Counts as a sweep goes on, so that a look at it costs little.
  struct Counter {
    private let threads, seeds: Int
    private let clock = ContinuousClock()
    private var total = 0
    private var states: [TrialRecord.State: Int] = [:]
    private var running: [Int: (trial: TrialRecord, since: ContinuousClock.Instant)] = [:]
    private var accuracies: [Setting: [Double]] = [:]
    private var best: Best?
    /// Epochs to do: by training, and together by kind.
    private var open: [Int: Int] = [:]
    private var remaining: [String: Int] = [:]
    /// What epochs of a kind took.
    private var spent: [String: (epochs: Int, seconds: Double)] = [:]

    init(threads: Int, seeds: Int) {
      self.threads = max(1, threads)
      self.seeds = seeds
    }

    /// Of trainings alike an epoch takes about as long.
    private static func kind(_ trial: TrialRecord) -> String {
      "\(trial.setting.model) \(trial.setting.optimizer.rawValue)"
    }

    private static func epochsLeft(_ trial: TrialRecord) -> Int {
      trial.isDone ? 0 : max(0, trial.epochs - trial.history.count)
    }

    mutating func add(_ trial: TrialRecord) {
      total += 1
      open[trial.id] = Self.epochsLeft(trial)
      remaining[Self.kind(trial), default: 0] += Self.epochsLeft(trial)
      count(trial)
    }

    mutating func begin(_ trial: TrialRecord) { running[trial.id] = (trial, clock.now) }

    /// The epochs of a training at work.
    mutating func report(_ trial: TrialRecord) { running[trial.id]?.trial = trial }

    mutating func end(_ trial: TrialRecord) {
      let left = Self.epochsLeft(trial)
      let epochs = (open[trial.id] ?? 0) - left
      remaining[Self.kind(trial), default: 0] -= epochs
      open[trial.id] = left
      if let begun = running.removeValue(forKey: trial.id), epochs > 0 {
        let seconds = begun.since.duration(to: clock.now) / .seconds(1)
        let before = spent[Self.kind(trial)] ?? (0, 0)
        spent[Self.kind(trial)] = (before.epochs + epochs, before.seconds + seconds)
      }
      count(trial)
    }

    private mutating func count(_ trial: TrialRecord) {
      guard trial.isDone else { return }
      states[trial.state, default: 0] += 1
      guard trial.phase == .comparison, let accuracy = trial.accuracy else { return }
      accuracies[trial.setting, default: []].append(accuracy)
      guard let all = accuracies[trial.setting], all.count == seeds else { return }
      let mean = all.reduce(0, +) / Double(all.count)
      if mean > best?.accuracy ?? -1 { best = Best(setting: trial.setting, accuracy: mean) }
    }

    private var left: Double? {
      let all = spent.values.reduce((0, 0.0)) { ($0.0 + $1.epochs, $0.1 + $1.seconds) }
      guard all.0 > 0 else { return nil }
      return remaining.reduce(0) { sum, entry in
        let (epochs, seconds) = spent[entry.key] ?? all
        return sum + Double(entry.value) * seconds / Double(epochs)
      } / Double(threads)
    }

    func snapshot(elapsed: Double) -> SweepProgress {
      let now = clock.now
      return SweepProgress(
        total: total, done: states.values.reduce(0, +), diverged: states[.diverged] ?? 0,
        failed: states[.failed] ?? 0, dropped: states[.dropped] ?? 0,
        running: running.values.sorted { $0.trial.id < $1.trial.id }.map {
          Running(trial: $0.trial, seconds: $0.since.duration(to: now) / .seconds(1))
        }, best: best, elapsed: elapsed, left: left)
    }
  }
}
