import Testing

@testable import NeuralNetwork

/// `fit` called again goes on, as in Keras.
@Suite struct RepeatedFitTests {
  /// Epoch by epoch is the same as all at once: nothing random begins anew.
  @Test(arguments: [1, 2])
  func epochByEpoch(threads: Int) throws {
    let data = try Samples.dataset(count: 26, shape: [4, 3, 1])
    let (once, thrice) = (
      try Samples.richModel(threads: threads), try Samples.richModel(threads: threads)
    )
    try once.fit(data, batchSize: 5, epochs: 3, verbose: .silent)
    for _ in 0..<3 { try thrice.fit(data, batchSize: 5, epochs: 1, verbose: .silent) }
    #expect(thrice.fingerprint == once.fingerprint)
    #expect(thrice.epochsTrained == 3)
  }

  /// Nor does it after the model was put aside in a file.
  @Test func acrossAFile() throws {
    let folder = try TemporaryFolder()
    let data = try Samples.dataset(count: 26)
    func model() throws -> Sequential {
      let model = try Sequential(input: [5], seed: 2) {
        Dense(units: 9, activation: .relu)
        Dropout(rate: 0.5)
        Dense(units: 3)
      }
      model.compile(optimizer: SGD(learningRate: 0.1), threads: 1)
      return model
    }
    let (straight, begun) = (try model(), try model())
    try straight.fit(data, batchSize: 5, epochs: 2, verbose: .silent)
    try begun.fit(data, batchSize: 5, verbose: .silent)
    try begun.save(to: folder.path("m"))
    let read = try Sequential(contentsOf: folder.path("m"), threads: 1)
    #expect(read.epochsTrained == 1)
    try read.fit(data, batchSize: 5, verbose: .silent)
    #expect(read.fingerprint == straight.fingerprint)
  }

  /// What is learnt is what the trainer has planned for.
  @Test func freezingInTheMiddleIsRefused() throws {
    let model = try Samples.model()
    let freezing = LambdaCallback(onEpochBegin: { epoch, session in
      if epoch == 1 { try session.model.setTrainable(false, layer: "dense") }
    })
    let error = #expect(throws: ModelError.self) {
      try model.fit(
        Samples.dataset(count: 8), epochs: 3, verbose: .silent, callbacks: [freezing])
    }
    #expect(error?.description == "A layer cannot be frozen or freed while `fit` is at work.")
    try model.setTrainable(false, layer: "dense")
  }

  @Test func weightsOfAnotherModel() throws {
    let base = try Samples.model(seed: 1)
    let other = try Sequential(input: [5], seed: 2) {
      Dense(units: 7, activation: .relu)
      Dense(units: 4)
    }
    #expect(other.copyWeights(from: base) == ["dense/kernel", "dense/bias"])
    #expect(other.variables[0].values == base.variables[0].values)
    #expect(other.variables[2].values != base.variables[2].values)
    #expect(other.layerNames == ["dense", "dense_1"])
  }

  /// A directory that holds another training is no place to go on in.
  @Test func checkpointsOfAnotherTraining() throws {
    let folder = try TemporaryFolder()
    let data = try Samples.dataset(count: 8)
    func fit(_ optimizer: any Optimizer, trainable: Bool) throws {
      let model = try Sequential(input: [5]) {
        Dense(units: 7).trainable(trainable)
        Dense(units: 3)
      }
      model.compile(optimizer: optimizer, threads: 1)
      try model.fit(
        data, epochs: 2, verbose: .silent,
        callbacks: [
          BackupAndRestore(backupDirectory: folder.path("b"), deleteCheckpoint: false)
        ])
    }
    try fit(Adam().ema(), trainable: false)
    let frozen = #expect(throws: ModelError.self) { try fit(Adam().ema(), trainable: true) }
    #expect(frozen?.description.contains("other layers may learn") == true)
    let kind = #expect(throws: ModelError.self) { try fit(SGD(), trainable: false) }
    #expect(
      kind?.description.contains("trained with Adam, this model is compiled with SGD") == true)
    try fit(Adam().ema(), trainable: false)
  }

  /// Two metrics of one name would be one column.
  @Test func metricsOfOneName() throws {
    let model = try Samples.model()
    model.compile(
      optimizer: SGD(), metrics: [.precision(classID: 0), .precision(classID: 1), .precision])
    let history = try model.fit(Samples.dataset(count: 9), verbose: .silent)
    #expect(
      history.quantities.map(\.rawValue) == ["loss", "precision", "precision_1", "precision_2"])
    #expect(history.description.hasPrefix("Epoch 1: loss: "))
  }

  /// A training that was content trains no further, wherever it was killed after that.
  @Test func earlyStopIsRemembered() throws {
    let folder = try TemporaryFolder()
    let data = try Samples.dataset(count: 24)
    func fit(deleting: Bool) throws -> (history: History, fingerprint: String) {
      let model = try Samples.model(optimizer: SGD(learningRate: 0.5), threads: 1)
      let history = try model.fit(
        data, batchSize: 4, epochs: 50, verbose: .silent,
        callbacks: [
          EarlyStopping(patience: 1, restoreBestWeights: true),
          BackupAndRestore(backupDirectory: folder.path("b"), deleteCheckpoint: deleting),
        ], validationSplit: 0.25)
      return (history, model.fingerprint)
    }
    let first = try fit(deleting: false)
    #expect(first.history.stopReason != nil && first.history.epochs.count < 50)
    let again = try fit(deleting: true)
    #expect(again.history == first.history)
    #expect(again.fingerprint == first.fingerprint)
    // At its end the backup goes, as in Keras; whoever runs the program again begins anew.
    #expect(try folder.content.filter { $0.hasSuffix("safetensors") }.isEmpty)
  }

  /// What an average was kept in must not be taken for what gradients are gathered in.
  @Test func exchangedOptions() throws {
    let data = try Samples.dataset(count: 8)
    let model = try Samples.model(optimizer: Adam().ema())
    try model.fit(data, batchSize: 4, verbose: .silent)
    let before = model.fingerprint
    model.optimizer = Adam(learningRate: 0.1).gradientAccumulation(steps: 2)
    #expect(model.compilation?.state.iteration == 0)
    try model.fit(data, batchSize: 4, verbose: .silent)
    #expect(model.fingerprint != before)
    #expect(model.iterations == 1)
  }

  /// The report of a batch holds that batch's penalty.
  @Test(arguments: [1, 2])
  func penaltyInEveryReport(threads: Int) throws {
    let model = try Sequential(input: [5]) { Dense(units: 3, kernelRegularizer: .l2(10)) }
    model.compile(optimizer: SGD(learningRate: 0), threads: threads)
    var losses: [Double] = []
    let history = try model.fit(
      Samples.dataset(count: 12), batchSize: 3, verbose: .silent,
      callbacks: [
        LambdaCallback(onTrainBatchEnd: {
          losses.append($0.loss); return .goOn
        })
      ])
    let penalty = 10 * model.variables[0].values.reduce(0) { $0 + Double($1) * Double($1) }
    #expect(losses.allSatisfy { $0 > penalty })
    #expect(losses.last == history[.loss].last)
  }
}
