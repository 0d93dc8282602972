import Foundation
import Testing

@testable import NeuralNetwork

/// Every optimizer, loss and metric of this library comes back from a file as it was.
@Suite struct BuiltInSettingsTests {
  @Test func tablesAreComplete() {
    func names(_ types: [any Any.Type]) -> Set<String> { Set(types.map { "\($0)" }) }
    #expect(
      names(BuiltIns.optimizers.map { type(of: $0) }) == names(StoredOptimizer.builtIn))
    #expect(names(BuiltIns.losses.map { type(of: $0.loss.function) }) == names(Loss.builtIn))
    #expect(names(BuiltIns.metrics.map { type(of: $0.function) }) == names(Metric.builtIn))
  }

  /// What it remembers comes back, too, and the training goes on as it would have.
  @Test(arguments: BuiltIns.optimizers.indices, [1, 2])
  func optimizer(number: Int, threads: Int) throws {
    let folder = try TemporaryFolder()
    let data = try Samples.dataset(count: 8)
    let model = try Samples.model(optimizer: BuiltIns.optimizers[number], threads: threads)
    let keeper = LambdaCallback(onEpochEnd: { _, session in
      try session.checkpoint.save(to: folder.path("c"))
      return .goOn
    })
    // Weights after `fit` are averages where the optimizer has some; a checkpoint holds the others.
    try model.fit(data, batchSize: 2, verbose: .silent, callbacks: [keeper])
    let resumed = try Checkpoint(contentsOf: folder.path("c")).model
    let again = try #require(resumed.optimizer)
    #expect(try json(StoredOptimizer(again)) == json(StoredOptimizer(BuiltIns.optimizers[number])))

    let straight = try Samples.model(optimizer: BuiltIns.optimizers[number], threads: threads)
    try straight.fit(data, batchSize: 2, epochs: 3, verbose: .silent)
    try resumed.fit(data, batchSize: 2, epochs: 3, verbose: .silent, initialEpoch: 1)
    try expectSameState(resumed, straight)
    #expect(straight.allValues.allSatisfy(\.isFinite) && straight.fingerprint != model.fingerprint)

    try straight.save(to: folder.path("m"))
    let loaded = try Sequential(contentsOf: folder.path("m"), threads: threads)
    #expect(try loaded.predict(data) == straight.predict(data))
    #expect(loaded.compilation?.state.iteration == 0)
  }

  @Test(arguments: BuiltIns.losses.indices)
  func loss(number: Int) throws {
    let (loss, activation) = BuiltIns.losses[number]
    let folder = try TemporaryFolder()
    let data = try Samples.dataset(count: 8)
    let model = try Sequential(input: [5], seed: 2) { Dense(units: 3, activation: activation) }
    model.compile(optimizer: SGD(learningRate: 0.1), loss: loss, threads: 2)
    try model.fit(data, batchSize: 4, verbose: .silent)
    try model.save(to: folder.path("m"))
    let loaded = try Sequential(contentsOf: folder.path("m"), threads: 2)
    let evaluation = try model.evaluate(data)
    #expect(try loaded.evaluate(data) == evaluation && evaluation.loss.isFinite)
    #expect(try loaded.predict(data) == model.predict(data))
    #expect(try json(loaded.compilation?.loss) == json(loss))
    for model in [model, loaded] { try model.fit(data, batchSize: 4, verbose: .silent) }
    #expect(loaded.fingerprint == model.fingerprint)
  }

  @Test func metrics() throws {
    let folder = try TemporaryFolder()
    let data = try Samples.dataset(count: 41)
    let model = try Samples.model()
    model.compile(optimizer: SGD(learningRate: 0.1), metrics: BuiltIns.metrics, threads: 2)
    let history = try model.fit(data, batchSize: 7, verbose: .silent)
    let names = BuiltIns.metrics.map(\.quantity.rawValue)
    #expect(Set(names).count == names.count)
    #expect(history.quantities.map(\.rawValue) == (names + ["loss"]).sorted())
    try model.save(to: folder.path("m"))
    let loaded = try Sequential(contentsOf: folder.path("m"), threads: 3)
    let evaluation = try model.evaluate(data)
    #expect(try loaded.evaluate(data) == evaluation)
    #expect(try json(loaded.compilation?.metrics) == json(BuiltIns.metrics))
    // Of different metrics different numbers, or one could stand for another.
    #expect(Set(evaluation.values.map(\.value)).count == evaluation.values.count, "\(evaluation)")
  }

  private func json(_ value: some Encodable) throws -> String { try ModelDescription.json(value) }
}
