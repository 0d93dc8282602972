import NeuralNetwork
import Testing

/// A model may be read between the steps of its training.
struct StepSettledTests {
  /// Weights between two steps are those with which a training ends that has only the first of them.
  @Test(arguments: [1, 2, 3])
  func weightsBetweenSteps(threads: Int) throws {
    let samples = try Samples.dataset(count: 40, shape: [4, 3, 1])
    let watched = try Self.model(threads: threads)
    let watcher = Watcher()
    try watched.fit(
      samples, batchSize: 5, verbose: .silent, callbacks: [watcher], shuffle: false)
    #expect(watcher.fingerprints.count == 8)

    for (step, fingerprint) in watcher.fingerprints.enumerated() {
      let model = try Self.model(threads: threads)
      try model.fit(
        samples.prefix(5 * (step + 1)), batchSize: 5, verbose: .silent, shuffle: false)
      #expect(model.fingerprint == fingerprint, "step \(step)")
    }
  }

  /// After the step that ends a training nobody is asked to read it.
  @Test func notAfterTheLast() throws {
    let model = try Self.model(threads: 2)
    let watcher = Watcher(stopAt: 2)
    try model.fit(
      Samples.dataset(count: 40, shape: [4, 3, 1]), batchSize: 5, verbose: .silent,
      callbacks: [watcher])
    #expect(watcher.fingerprints.count == 2)
  }

  private static func model(threads: Int) throws -> Sequential {
    let model = try Sequential(input: [4, 3, 1]) {
      Flatten()
      Dense(units: 16)
      BatchNormalization()
      Activation(.relu)
      Dense(units: 10)
    }
    model.compile(optimizer: Adam(), metrics: [.accuracy], threads: threads)
    return model
  }

  private final class Watcher: Callback {
    private(set) var fingerprints: [String] = []
    private let stopAt: Int?

    init(stopAt: Int? = nil) { self.stopAt = stopAt }

    func onTrainBatchEnd(_ batch: BatchSummary) -> Verdict {
      batch.step == stopAt ? .stop(because: "enough") : .goOn
    }

    func onStepSettled(_ step: Int, epoch: Int, _ session: TrainingSession) {
      #expect(step == fingerprints.count)
      fingerprints.append(session.model.fingerprint)
    }
  }
}
