import Foundation
import NeuralNetwork
import Testing

@testable import TensorBoard

/// What is written of a training: the history's numbers under Keras' tags.
struct TensorBoardTests {
  /// Tag, step and number of all events but the first.
  private func lines(_ events: [RecordedEvent]) -> [String] {
    events.dropFirst().map { event in
      guard case .scalar(let value) = event.content else { return "\(event)" }
      return "\(event.tag) \(event.step) \(value)"
    }
  }

  private func lines(_ history: History, _ rate: Float, _ steps: Int) -> (
    train: [String], validation: [String]
  ) {
    var (train, validation): ([String], [String]) = ([], [])
    for epoch in history.epochs {
      func number(_ quantity: Quantity) -> Float { Float(epoch[quantity] ?? .nan) }
      let step = epoch.epoch
      train += [
        "epoch_accuracy \(step) \(number(.accuracy))", "epoch_loss \(step) \(number(.loss))",
        "epoch_learning_rate \(step) \(epoch[.learningRate].map { Float($0) } ?? rate)",
      ]
      validation += [
        "evaluation_accuracy_vs_iterations \((step + 1) * steps) \(number(.validationAccuracy))",
        "evaluation_loss_vs_iterations \((step + 1) * steps) \(number(.validationLoss))",
        "epoch_accuracy \(step) \(number(.validationAccuracy))",
        "epoch_loss \(step) \(number(.validationLoss))",
      ]
    }
    return (train, validation)
  }

  @Test func epochsWithValidation() throws {
    let folder = try TemporaryFolder()
    let history = try Samples.model().fit(
      Samples.dataset(count: 20), batchSize: 3, epochs: 3, verbose: .silent,
      callbacks: [TensorBoard(logDirectory: folder.path + "/logs/a")], validationSplit: 0.25)
    let expected = lines(history, 0.1, 5)
    #expect(expected.train.count == 9 && expected.validation.count == 12)
    #expect(try lines(folder.events(of: "logs/a/train")) == expected.train)
    #expect(try lines(folder.events(of: "logs/a/validation")) == expected.validation)
    #expect(try folder.events(of: "logs/a/train")[0].content == .version("brain.Event:2"))
    let times = try folder.events(of: "logs/a/train").map(\.wallTime)
    #expect(times == times.sorted())
  }

  @Test func withoutValidation() throws {
    let folder = try TemporaryFolder()
    try Samples.model().fit(
      Samples.dataset(count: 4), verbose: .silent,
      callbacks: [TensorBoard(logDirectory: folder.path)])
    #expect(try folder.events(of: "train").count == 4)
    #expect(folder.files(in: "validation") == [])
    #expect(folder.files(in: "").count == 1)
  }

  /// The history tells the rate that a callback set; a schedule's is asked for.
  @Test func learningRate() throws {
    let folder = try TemporaryFolder()
    let halving = LearningRateScheduler { epoch, _ in 0.5 / Float(epoch + 1) }
    try Samples.model().fit(
      Samples.dataset(count: 4), batchSize: 2, epochs: 2, verbose: .silent,
      callbacks: [TensorBoard(logDirectory: folder.path + "/a"), halving])
    let decay = SGD(learningRate: .exponentialDecay(from: 1, decaySteps: 2, decayRate: 0.5))
    try Samples.model(optimizer: decay).fit(
      Samples.dataset(count: 4), batchSize: 2, epochs: 2, verbose: .silent,
      callbacks: [TensorBoard(logDirectory: folder.path + "/b")])
    for run in ["a/train", "b/train"] {
      let rates = try lines(folder.events(of: run)).filter { $0.contains("rate") }
      #expect(rates == ["epoch_learning_rate 0 0.5", "epoch_learning_rate 1 0.25"])
    }
  }

  /// Every third of the seven steps of an epoch, counted through.
  @Test func batches() throws {
    let folder = try TemporaryFolder()
    var expected: [String] = []
    let watcher = LambdaCallback(onTrainBatchEnd: { batch in
      let done = batch.epoch * 7 + batch.step + 1
      guard done % 3 == 0 else { return .goOn }
      expected += batch.values.map { "batch_\($0.quantity) \(done) \(Float($0.value))" }
      return .goOn
    })
    let board = TensorBoard(logDirectory: folder.path, updateFrequency: .batches(3))
    let data = try Samples.dataset(count: 20)
    let model = try Samples.model()
    let history = try model.fit(
      data, batchSize: 3, epochs: 2, verbose: .silent, callbacks: [watcher, board])
    let written = try lines(folder.events(of: "train"))
    #expect(written.filter { $0.hasPrefix("batch_") } == expected)
    #expect(
      expected.map { $0.split(separator: " ")[1] } == ["3", "3", "6", "6", "9", "9", "12", "12"])
    #expect(written.filter { $0.hasPrefix("epoch_") } == lines(history, 0.1, 7).train)

    // A training that goes on begins a file of its own, and counts on.
    let before = folder.files(in: "train")
    try model.fit(
      data, batchSize: 3, epochs: 3, verbose: .silent, callbacks: [board], initialEpoch: 2)
    let new = folder.files(in: "train").filter { !before.contains($0) }
    #expect(new.count == 1)
    let steps = try EventReader.events(in: #require(new.first)).dropFirst().map(\.step)
    #expect(steps == [15, 15, 18, 18, 21, 21, 2, 2, 2])
  }

  @Test(arguments: [0, -3])
  func batchesThatMakeNoSense(count: Int) throws {
    let folder = try TemporaryFolder()
    let board = TensorBoard(
      logDirectory: folder.path + "/logs", updateFrequency: .batches(count))
    #expect(throws: ModelError.self) {
      try Samples.model().fit(
        Samples.dataset(count: 4), verbose: .silent, callbacks: [board])
    }
    #expect(folder.files(in: "logs") == [])
  }

  /// It is told before the first step.
  @Test func directoryThatCannotBeWritten() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: URL(filePath: folder.path + "/train"))
    let model = try Samples.model()
    #expect(throws: FileError.self) {
      try model.fit(
        Samples.dataset(count: 4), verbose: .silent,
        callbacks: [TensorBoard(logDirectory: folder.path)])
    }
    #expect(model.iterations == 0)
  }
}
