internal import Foundation
internal import NeuralNetwork

/// Runs a sweep of a store, on as many threads as there are cores, each with a training of its own.
///
///     let store = try ExperimentStore(writing: "experiments.sqlite")
///     let name = try store.add(SweepPlan(specification))
///     try SweepRunner(store, sweep: name, data: SweepData(MNIST.load())).run()
///
/// A sweep that was ended early, or killed, goes on in the same way: what it comes to is the same,
/// bit for bit, as if it had never stopped.
public struct SweepRunner {
  private let store: ExperimentStore
  private let sweep: ExperimentStore.StoredSweep
  private let data: SweepData
  private let threads: Int

  /// How a call of ``run(shouldStop:onProgress:)`` ended.
  public enum Ending: Sendable {
    /// Nothing is left to do.
    case finished
    /// It was asked to stop.
    case interrupted
  }

  /// A sweep that waits in a store, or goes on in it.
  ///
  /// - Parameters:
  ///   - store: One that may be written to.
  ///   - name: The sweep's name; the latest one if nil.
  ///   - data: The pictures.
  ///   - threads: How many trainings run at a time; one for every core if nil.
  /// - Throws: ``StoreError``.
  public init(
    _ store: ExperimentStore, sweep name: String? = nil, data: SweepData,
    threads: Int? = nil
  ) throws(StoreError) {
    self.store = store
    self.data = data
    self.threads = max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount)
    sweep = try store.stored(name)
  }

  /// Trains whatever is left to train, then, if it is the whole sweep, chooses a setting and measures
  /// it on the test digits.
  ///
  /// - Parameters:
  ///   - shouldStop: Asked several times a second, and after steps of the last training.
  ///   - onProgress: Told several times a second, on the calling thread.
  /// - Throws: ``StoreError``, `FileError` if a training cannot be kept, or what the last training
  ///   throws.
  @discardableResult
  public func run(
    shouldStop: @escaping @Sendable () -> Bool = { false },
    onProgress: (SweepProgress) -> Void = { _ in }
  ) throws -> Ending {
    let clock = ContinuousClock()
    let begin = clock.now
    var elapsed: Double { sweep.record.seconds + begin.duration(to: clock.now) / .seconds(1) }
    let planned = zip(sweep.groups, sweep.record.trials).map {
      SweepPlan.PlannedTrial(group: $0, record: $1)
    }
    let schedule = SweepSchedule(planned, sweep.specification, threads: threads)
    let desk = SweepDesk(schedule, threads: threads)
    let runner = TrialRunner(data: data, checkpoints: store.checkpoints(of: sweep.id))
    for number in 0..<threads {
      let thread = Thread { desk.serve(runner) }
      thread.name = "training \(number)"
      thread.stackSize = 8 << 20
      thread.start()
    }

    var isOver = false
    while !isOver {
      let news = desk.wait(seconds: 0.1)
      isOver = news.isOver
      if shouldStop() { desk.stop() }
      if !news.events.isEmpty, desk.problem == nil {
        do {
          try store.write(news.events, sweep: sweep.id, seconds: elapsed)
        } catch {
          desk.stop(because: error)
        }
      }
      var progress = desk.progress(elapsed: elapsed)
      progress.ended = news.ended
      onProgress(progress)
    }
    if let problem = desk.problem { throw problem }
    let result = desk.result
    guard result.isDone else { return .interrupted }
    guard sweep.worker == nil, sweep.record.testAccuracy == nil,
      let chosen = Self.chosen(planned.map(\.group), result.trials)
    else { return .finished }
    var progress = desk.progress(elapsed: elapsed)
    progress.isTesting = true
    onProgress(progress)
    let accuracy = try runner.test(
      chosen, epochs: sweep.specification.epochs, seed: 0, shouldStop: shouldStop)
    guard let accuracy else { return .interrupted }
    try store.write(
      [.concluded(chosen, testAccuracy: accuracy)], sweep: sweep.id, seconds: elapsed)
    // A kill may have left a file half written there.
    try? FileManager.default.removeItem(atPath: store.checkpoints(of: sweep.id))
    rmdir(store.path + ".checkpoints")
    return .finished
  }

  /// The setting with the best mean accuracy on validation, of those whose trainings are all
  /// finished; the first of equal ones.
  static func chosen(_ groups: [Int], _ trials: [TrialRecord]) -> Setting? {
    var means: [(setting: Setting, accuracy: Double)] = []
    let compared = zip(groups, trials).filter { $1.phase == .comparison }
    for own in compared.chunked() {
      let accuracies = own.compactMap(\.accuracy)
      guard accuracies.count == own.count else { continue }
      means.append((own[0].setting, accuracies.reduce(0, +) / Double(own.count)))
    }
    guard let best = means.map(\.accuracy).max() else { return nil }
    return means.first { $0.accuracy == best }?.setting
  }
}

extension [(Int, TrialRecord)] {
  /// The trainings of each number, which lie side by side.
  fileprivate func chunked() -> [[TrialRecord]] {
    var chunks: [[TrialRecord]] = []
    var last: Int?
    for (number, trial) in self {
      if number == last { chunks[chunks.count - 1].append(trial) } else { chunks.append([trial]) }
      last = number
    }
    return chunks
  }
}
