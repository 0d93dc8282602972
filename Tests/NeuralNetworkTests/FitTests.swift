import Testing

@testable import NeuralNetwork

/// What `fit` makes of its arguments.
@Suite struct FitTests {
  /// The last part, as it lay before shuffling.
  @Test func validationSplitTakesTheEnd() throws {
    let data = try Samples.dataset(count: 23)
    let model = try Samples.model()
    let plan = PlanReader()
    let history = try model.fit(
      data, batchSize: 4, epochs: 2, verbose: .silent, callbacks: [plan], validationSplit: 0.3)
    #expect(plan.plan?.trainingCount == 16)
    #expect(plan.plan?.validationCount == 7)
    #expect(plan.plan?.steps == 4)
    let evaluation = try model.evaluate(data[16..<23])
    #expect(history[.validationLoss].last == evaluation.loss)
    #expect(history[.validationAccuracy].last == evaluation.accuracy)
    let same = try Samples.model()
    try same.fit(data[0..<16], batchSize: 4, epochs: 2, verbose: .silent)
    #expect(same.fingerprint == model.fingerprint)
  }

  @Test func validationDataOverridesTheSplit() throws {
    let (data, other) = (
      try Samples.dataset(count: 20), try Samples.dataset(count: 6, seed: 8)
    )
    let model = try Samples.model()
    let plan = PlanReader()
    let history = try model.fit(
      data, verbose: .silent, callbacks: [plan], validationSplit: 0.5, validationData: other)
    #expect(plan.plan?.trainingCount == 20)
    #expect(plan.plan?.validationCount == 6)
    #expect(history[.validationLoss] == [try model.evaluate(other).loss])
  }

  /// `epochs` is the epoch to stop before, not a number of epochs.
  @Test func initialEpoch() throws {
    let data = try Samples.dataset(count: 12)
    let (straight, resumed) = (try Samples.model(), try Samples.model())
    let all = try straight.fit(data, batchSize: 5, epochs: 5, verbose: .silent)
    let first = try resumed.fit(data, batchSize: 5, epochs: 2, verbose: .silent)
    let both = try resumed.fit(
      data, batchSize: 5, epochs: 5, verbose: .silent, initialEpoch: 2, history: first)
    #expect(both.epochs.map(\.epoch) == [0, 1, 2, 3, 4])
    #expect(both[.loss] == all[.loss])
    #expect(resumed.fingerprint == straight.fingerprint)
    let nothing = try resumed.fit(data, epochs: 3, verbose: .silent, initialEpoch: 3)
    #expect(nothing.epochs.isEmpty)
    #expect(resumed.fingerprint == straight.fingerprint)
  }

  @Test(arguments: [1, 2, 3])
  func batchLargerThanTheData(threads: Int) throws {
    let data = try Samples.dataset(count: 7)
    let (large, exact) = (
      try Samples.model(threads: threads), try Samples.model(threads: threads)
    )
    let plan = PlanReader()
    try large.fit(data, batchSize: 1_000_000, verbose: .silent, callbacks: [plan])
    try exact.fit(data, batchSize: 7, verbose: .silent)
    #expect(plan.plan?.steps == 1)
    #expect(large.fingerprint == exact.fingerprint)
  }

  /// Workers without a sample take part with a gradient of 0, also where they must meet.
  @Test(arguments: [1, 2, 3])
  func batchSmallerThanTheNumberOfThreads(batchSize: Int) throws {
    let data = try Samples.dataset(count: 10, shape: [4, 3, 1])
    let (one, many) = (try Samples.richModel(threads: 1), try Samples.richModel(threads: 4))
    let histories = try [one, many].map {
      try $0.fit(data, batchSize: batchSize, epochs: 2, verbose: .silent)
    }
    expect(
      Tensor(shape: [2], values: histories[1][.loss].map(Float.init)),
      equals: Tensor(shape: [2], values: histories[0][.loss].map(Float.init)),
      within: .training, "loss")
  }

  /// The mean over an epoch is over samples, not over batches.
  @Test func lastBatchIsSmaller() throws {
    let data = try Samples.dataset(count: 7)
    // Nothing moves, so that the epoch's numbers are those of an evaluation.
    let model = try Samples.model(optimizer: SGD(learningRate: 0))
    let plan = PlanReader()
    let history = try model.fit(data, batchSize: 3, verbose: .silent, callbacks: [plan])
    let evaluation = try model.evaluate(data)
    #expect(plan.plan?.steps == 3)
    let loss = try #require(history[.loss].first)
    #expect(abs(loss - evaluation.loss) < 1e-6)
    #expect(history[.accuracy].first == evaluation.accuracy)
  }

  @Test func reportsWhatWasAskedFor() throws {
    let data = try Samples.dataset(count: 9)
    let model = try Samples.model()
    model.compile(optimizer: SGD())
    let history = try model.fit(data, epochs: 2, verbose: .silent, validationData: data)
    #expect(history.quantities == [.loss, .validationLoss])
    #expect(history[.accuracy] == [])
    #expect(history[.loss].count == 2)
    #expect(history.stopReason == nil)
    #expect(try model.evaluate(data).accuracy == nil)
  }

  /// A data set that is a view of another in another order.
  @Test func viewsAreDataOfTheirOwn() throws {
    let data = try Samples.dataset(count: 12)
    let positions = [11, 3, 3, 7, 0]
    let view = data.selecting(positions)
    let model = try Samples.model()
    let (all, some) = (try model.predict(data), try model.predict(view))
    #expect(view.labels == positions.map { data.labels[$0] })
    #expect(positions.map { Array(all[$0]) } == (0..<5).map { Array(some[$0]) })
  }

  /// Slots follow an optimizer that begins to remember.
  @Test func optimizerMayChangeBetweenRuns() throws {
    let data = try Samples.dataset(count: 8)
    let (changed, fresh) = (try Samples.model(), try Samples.model())
    try changed.fit(data, batchSize: 4, verbose: .silent)
    try fresh.fit(data, batchSize: 4, verbose: .silent)
    for optimizer in [SGD(momentum: 0.9), Adam(), SGD()] as [any Optimizer] {
      changed.optimizer = optimizer
      fresh.compile(optimizer: optimizer, metrics: [.accuracy], threads: 2)
      for model in [changed, fresh] {
        try model.fit(data, batchSize: 4, epochs: 2, verbose: .silent, initialEpoch: 1)
      }
      #expect(changed.fingerprint == fresh.fingerprint)
    }
  }

  @Test func learningRateChangeKeepsTheSlots() throws {
    let data = try Samples.dataset(count: 8)
    let model = try Samples.model(optimizer: Adam())
    try model.fit(data, batchSize: 4, verbose: .silent)
    model.optimizer?.learningRate = 0.5
    #expect(model.optimizer?.learningRate == 0.5)
    #expect(model.compilation?.state.iteration == 2)
  }
}

/// Remembers what `fit` was about to do.
final class PlanReader: Callback {
  private(set) var plan: TrainingPlan?

  func onTrainBegin(_ session: TrainingSession) { plan = session.plan }
}
