import Testing

@testable import NeuralNetwork

/// Who follows a training, and how it is ended.
@Suite struct CallbackTests {
  @Test func orderOfCalls() throws {
    let log = Log()
    let model = try Samples.model()
    try model.fit(
      Samples.dataset(count: 5), batchSize: 3, epochs: 2, verbose: .silent,
      callbacks: [Follower("a", log), Follower("b", log)])
    let expected =
      ["began 0..<2", "epoch 0", "step 0.0", "step 0.1", "end 0"]
      + ["epoch 1", "step 1.0", "step 1.1", "end 1", "ended 2"]
    #expect(log.lines == expected.flatMap { ["a \($0)", "b \($0)"] })
  }

  /// Everybody hears of the last step; there is no summary of the broken epoch.
  @Test(arguments: [1, 3])
  func stopInTheMiddleOfAnEpoch(threads: Int) throws {
    let log = Log()
    let model = try Samples.model(threads: threads)
    let stopping = Follower("a", log, verdicts: ["step 1.1": .stop(because: "enough")])
    let later = Follower("b", log, verdicts: ["step 1.1": .stop(because: "too late")])
    let history = try model.fit(
      Samples.dataset(count: 8), batchSize: 2, epochs: 9, verbose: .silent,
      callbacks: [stopping, later])
    #expect(history.epochs.map(\.epoch) == [0])
    #expect(history.stopReason == "enough")
    #expect(model.compilation?.state.iteration == 6)
    #expect(log.lines.suffix(4) == ["a step 1.1", "b step 1.1", "a ended 1", "b ended 1"])
  }

  /// An epoch that is stopped with its last step is whole, and kept; training may go on after it.
  @Test(arguments: [1, 3])
  func stopWithTheLastStep(threads: Int) throws {
    let (log, data) = (Log(), try Samples.dataset(count: 8))
    let (model, straight) = (
      try Samples.model(threads: threads), try Samples.model(threads: threads)
    )
    let folder = try TemporaryFolder()
    let backup = BackupAndRestore(backupDirectory: folder.path("backup"))
    let follower = Follower("a", log, verdicts: ["step 0.1": .stop(because: "enough")])
    let history = try model.fit(
      data, batchSize: 4, epochs: 2, verbose: .silent, callbacks: [follower, backup],
      validationData: data)
    #expect(history.stopReason == "enough")
    #expect(history.epochs.count == 1 && history.epochs[0][.validationLoss] != nil)
    #expect(log.lines.suffix(3) == ["a step 0.1", "a end 0", "a ended 1"])
    let rest = try Samples.model(threads: threads).fit(
      data, batchSize: 4, epochs: 2, verbose: .silent, callbacks: [Follower("a", log), backup],
      validationData: data)
    let whole = try straight.fit(
      data, batchSize: 4, epochs: 2, verbose: .silent, validationData: data)
    #expect(rest.epochs.map(\.values) == whole.epochs.map(\.values))
    #expect(log.lines.suffix(5).first == "a epoch 1")
  }

  @Test func stopAtTheEndOfAnEpoch() throws {
    let log = Log()
    let model = try Samples.model()
    let history = try model.fit(
      Samples.dataset(count: 8), batchSize: 2, epochs: 9, verbose: .silent,
      callbacks: [Follower("a", log, verdicts: ["end 1": .stop(because: "good")])])
    #expect(history.epochs.map(\.epoch) == [0, 1])
    #expect(history.stopReason == "good")
    #expect(log.lines.last == "a ended 2")
    let next = try model.fit(
      Samples.dataset(count: 8), epochs: 3, verbose: .silent, initialEpoch: 2, history: history)
    #expect(next.stopReason == nil)
  }

  /// The error comes out of `fit`, no worker is left waiting, and the model goes on from where it was.
  @Test(
    arguments: ["began 0..<2", "epoch 0", "step 0.0", "step 1.1", "end 0", "ended 2"], [1, 3])
  func errors(place: String, threads: Int) throws {
    let model = try Samples.model(threads: threads)
    let data = try Samples.dataset(count: 8)
    let follower = Follower("a", Log(), failures: [place])
    #expect(throws: Follower.Failure(place: place)) {
      try model.fit(
        data, batchSize: 4, epochs: 2, verbose: .silent, callbacks: [follower])
    }
    let steps = ["step 0.0": 1, "step 1.1": 4, "end 0": 2, "ended 2": 4]
    #expect(model.compilation?.state.iteration == steps[place, default: 0])
    let history = try model.fit(data, batchSize: 4, epochs: 2, verbose: .silent)
    #expect(history.epochs.count == 2)
    #expect(try model.evaluate(data).count == 8)
  }

  @Test func modelMayBeUsedBetweenEpochs() throws {
    let data = try Samples.dataset(count: 8)
    let reader = Evaluator(data)
    let history = try Samples.model().fit(
      data, batchSize: 3, epochs: 3, verbose: .silent, callbacks: [reader],
      validationData: data)
    #expect(reader.losses == history[.validationLoss])
  }

  private final class Evaluator: Callback {
    private let data: Dataset
    private(set) var losses: [Double] = []

    init(_ data: Dataset) { self.data = data }

    func onEpochEnd(_ epoch: EpochSummary, _ session: TrainingSession) throws -> Verdict {
      losses.append(try session.model.evaluate(data).loss)
      return .goOn
    }
  }
}

private final class Log {
  var lines: [String] = []
}

/// Writes down every call, and answers or fails where it was told to.
private final class Follower: Callback {
  struct Failure: Error, Equatable {
    let place: String
  }

  private let name: String
  private let log: Log
  private let verdicts: [String: Verdict]
  private let failures: Set<String>

  init(
    _ name: String, _ log: Log, verdicts: [String: Verdict] = [:], failures: Set<String> = []
  ) {
    self.name = name
    self.log = log
    self.verdicts = verdicts
    self.failures = failures
  }

  func onTrainBegin(_ session: TrainingSession) throws {
    _ = try note("began \(session.plan.initialEpoch)..<\(session.plan.epochs)")
  }

  func onEpochBegin(_ epoch: Int, _ session: TrainingSession) throws {
    _ = try note("epoch \(epoch)")
  }

  func onTrainBatchEnd(_ batch: BatchSummary) throws -> Verdict {
    try note("step \(batch.epoch).\(batch.step)")
  }

  func onEpochEnd(_ epoch: EpochSummary, _ session: TrainingSession) throws -> Verdict {
    try note("end \(epoch.epoch)")
  }

  func onTrainEnd(_ session: TrainingSession) throws {
    _ = try note("ended \(session.history.epochs.count)")
  }

  private func note(_ call: String) throws -> Verdict {
    log.lines.append("\(name) \(call)")
    if failures.contains(call) { throw Failure(place: call) }
    return verdicts[call] ?? .goOn
  }
}
