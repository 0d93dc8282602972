import Testing

@testable import NeuralNetwork

/// Callbacks that remember nothing.
@Suite struct SimpleCallbackTests {
  /// No step is made after the one whose loss is no number; of its epoch nothing is reported.
  @Test(arguments: [1, 3])
  func terminateOnNaN(threads: Int) throws {
    let values: [Float] = (0..<20).map { $0 == 17 ? .nan : Float($0) / 20 }
    let data = try Dataset(floats: values, shape: [5], labels: [0, 1, 2, 1], classes: 3)
    let model = try Samples.model(threads: threads)
    let spoken = Spoken()
    var steps: [Int] = []
    let counter = LambdaCallback(onTrainBatchEnd: { batch in
      steps.append(batch.step)
      return .goOn
    })
    let history = try spoken.hear {
      try model.fit(
        data.selecting([0, 1, 2, 3, 0, 1]), batchSize: 2, epochs: 3, verbose: .silent,
        callbacks: [TerminateOnNaN(), counter], shuffle: false)
    }
    #expect(spoken.text() == "Batch 1: Invalid loss, terminating training\n")
    #expect(history.stopReason == "the loss of step 1 is nan" && history.epochs.isEmpty)
    #expect(steps == [0, 1])
  }

  /// Nor is an infinite one, as in Keras.
  @Test func terminateOnInfinity() throws {
    let data = try Dataset(
      floats: [.infinity, .infinity], shape: [1], labels: [0, 1], classes: 2)
    let model = try Sequential(input: [1]) { Dense(units: 2, kernelInitializer: .ones) }
    model.compile(optimizer: SGD(), loss: .meanSquaredError, threads: 1)
    let spoken = Spoken()
    let history = try spoken.hear {
      try model.fit(
        data, batchSize: 1, epochs: 3, verbose: .silent, callbacks: [TerminateOnNaN()])
    }
    #expect(history.stopReason == "the loss of step 0 is inf")
  }

  @Test func lambda() throws {
    var calls: [String] = []
    let all = LambdaCallback(
      onTrainBegin: { calls.append("begin \($0.plan.epochs)") },
      onEpochBegin: { epoch, _ in calls.append("epoch \(epoch)") },
      onTrainBatchEnd: {
        calls.append("step \($0.epoch).\($0.step)")
        return $0.epoch == 1 ? .stop(because: "enough") : .goOn
      },
      onEpochEnd: { epoch, session in
        calls.append("end \(epoch.epoch)")
        return .goOn
      }, onTrainEnd: { calls.append("ended \($0.history.stopReason ?? "")") })
    try Samples.model().fit(
      Samples.dataset(count: 4), batchSize: 3, epochs: 3, verbose: .silent,
      callbacks: [LambdaCallback(), all])
    #expect(
      calls == [
        "begin 3", "epoch 0", "step 0.0", "step 0.1", "end 0", "epoch 1", "step 1.0",
        "ended enough",
      ])
  }

  /// Each epoch's rate is made of the one before, moves the weights, and stands in the history.
  @Test(arguments: [1, 2])
  func learningRateScheduler(threads: Int) throws {
    let data = try Samples.dataset(count: 8)
    let model = try Samples.model(threads: threads)
    let spoken = Spoken()
    let scheduler = LearningRateScheduler(verbose: true) { epoch, rate in
      epoch == 0 ? 0.5 : rate / 4
    }
    let history = try spoken.hear {
      try model.fit(data, batchSize: 4, epochs: 3, verbose: .silent, callbacks: [scheduler])
    }
    #expect(history[.learningRate] == [0.5, 0.125, 0.03125])
    #expect(history.quantities == [.accuracy, .loss, .learningRate])
    #expect(
      spoken.text()
        == (0..<3).map {
          "\nEpoch \($0 + 1): LearningRateScheduler setting learning rate to "
            + "\([0.5, 0.125, 0.03125][$0]).\n"
        }.joined())
    let byHand = try Samples.model(threads: threads)
    for (epoch, rate) in [Float(0.5), 0.125, 0.03125].enumerated() {
      byHand.learningRate = rate
      try byHand.fit(
        data, batchSize: 4, epochs: epoch + 1, verbose: .silent, initialEpoch: epoch)
    }
    #expect(model.fingerprint == byHand.fingerprint)
  }

  /// The rate that was, not the one that comes.
  @Test func historyTellsTheReducedRate() throws {
    let model = try Samples.model(optimizer: SGD(learningRate: 0))
    model.learningRate = 0.5
    let plateau = ReduceLROnPlateau(monitor: .loss, factor: 0.5, patience: 1, minDelta: 100)
    let history = try model.fit(
      Samples.dataset(count: 8), epochs: 4, verbose: .silent, callbacks: [plateau])
    #expect(history[.learningRate] == [0.5, 0.5, 0.25, 0.125])
    #expect(model.learningRate == 0.0625)
  }

  /// Nobody told them to speak.
  @Test func silence() throws {
    let folder = try TemporaryFolder()
    let spoken = Spoken()
    try spoken.hear {
      _ = try Samples.model().fit(
        Samples.dataset(count: 8), epochs: 4, verbose: .silent,
        callbacks: [
          EarlyStopping(monitor: .loss, minDelta: 9, restoreBestWeights: true),
          ReduceLROnPlateau(monitor: .loss, patience: 1, minDelta: 9),
          ModelCheckpoint(filepath: folder.path("m")), LearningRateScheduler { $1 },
        ])
    }
    #expect(spoken.text() == "")
  }
}
