import Testing

@testable import NeuralNetwork

/// Averages of the weights take their place after the last epoch, and not before.
@Suite struct MovingAverageTests {
  @Test(arguments: [1, 2])
  func takesTheWeightsPlaceAfterFit(threads: Int) throws {
    let model = try Self.model(threads: threads)
    let raw = Snapshots()
    try model.fit(Self.data(), batchSize: 9, epochs: 4, verbose: .silent, callbacks: [raw])
    var wanted = raw.weights[0]
    for weights in raw.weights.dropFirst() {
      for i in wanted.indices { wanted[i] = 0.75 * wanted[i] + 0.25 * weights[i] }
    }
    // The moving statistics, the last four, are no weights and have no average.
    let moving = wanted.indices.suffix(4)
    wanted.replaceSubrange(moving, with: raw.weights[3][moving])
    expect(
      Tensor(shape: [wanted.count], values: Self.statisticsLast(model)),
      equals: Tensor(shape: [wanted.count], values: wanted), within: .layer, "weights")
    #expect(raw.weights[3] != Self.statisticsLast(model))
  }

  /// A training that goes on needs the weights themselves beside their average.
  @Test func checkpointHoldsTheWeightsThemselves() throws {
    let folder = try TemporaryFolder()
    let model = try Self.model(threads: 2)
    let raw = Snapshots()
    let keeper = LambdaCallback(onEpochEnd: { epoch, session in
      try session.checkpoint.save(to: folder.path("\(epoch.epoch)"))
      return .goOn
    })
    try model.fit(Self.data(), batchSize: 9, epochs: 3, verbose: .silent, callbacks: [raw, keeper])
    for epoch in 0..<3 {
      let checkpoint = try Checkpoint(contentsOf: folder.path("\(epoch)"))
      #expect(Self.statisticsLast(checkpoint.model) == raw.weights[epoch])
    }
  }

  /// Nothing was learnt, so there is nothing to average.
  @Test func noEpochs() throws {
    let model = try Self.model(threads: 1)
    let before = model.fingerprint
    try model.fit(Self.data(), epochs: 0, verbose: .silent)
    #expect(model.fingerprint == before)
  }

  private static func data() throws -> Dataset { try Samples.dataset(count: 9) }

  private static func model(threads: Int) throws -> Sequential {
    let model = try Sequential(input: [5], seed: 8) {
      Dense(units: 2)
      BatchNormalization()
      Dense(units: 3, useBias: false).named("head")
    }
    model.compile(
      optimizer: SGD(learningRate: 0.25).ema(momentum: 0.75),
      loss: .sparseCategoricalCrossentropy, threads: threads)
    return model
  }

  fileprivate static func statisticsLast(_ model: Sequential) -> [Float] {
    let (moving, others) = (
      model.variables.filter { $0.name.contains("moving") },
      model.variables.filter { !$0.name.contains("moving") }
    )
    return (others + moving).flatMap(\.values)
  }
}

/// The weights after each epoch.
private final class Snapshots: Callback {
  private(set) var weights: [[Float]] = []

  func onEpochEnd(_ epoch: EpochSummary, _ session: TrainingSession) -> Verdict {
    weights.append(MovingAverageTests.statisticsLast(session.model))
    return .goOn
  }
}
