import Testing

@testable import NeuralNetwork

/// Layers that may not learn, from the beginning or from some time on.
@Suite struct TrainableTests {
  @Test(arguments: [1, 2, 3])
  func frozenLayerStaysAsItIs(threads: Int) throws {
    for frozen in ["conv2d", "batch_normalization", "residual", "dense", "dense_1"] {
      let model = try Self.model(frozen: frozen, threads: threads)
      let before = model.variables
      try model.fit(Self.data(), batchSize: 5, epochs: 2, verbose: .silent)
      for (old, new) in zip(before, model.variables) {
        let isFrozen = old.name.hasPrefix("\(frozen)/")
        #expect((old.values == new.values) == isFrozen, "\(new.name), \(frozen) frozen")
      }
    }
  }

  /// Statistics of a batch change neither what is kept nor what comes out.
  @Test func frozenBatchNormalizationIsThatOfInference() throws {
    var harness = LayerHarness(layer: BatchNormalization().trainable(false))
    harness.variables = [
      "gamma": Tensor(shape: [2], values: [0.5, -2]), "beta": Tensor(shape: [2], values: [1, 3]),
      "moving_mean": Tensor(shape: [2], values: [0.25, -1]),
      "moving_variance": Tensor(shape: [2], values: [4, 0.25]),
    ]
    let input = Tensor(shape: [3, 2], values: [1, 2, -3, 5, 0.5, 0])
    let training = try harness.run(input, outputGradient: input, workers: 2)
    harness.isTraining = false
    let inference = try harness.run(input, outputGradient: input)
    expect(training.output, equals: inference.output, within: .exact, "output")
    #expect(training.variables == harness.variables)
    #expect(training.gradients.isEmpty)
  }

  /// What is not trainable is left out of the count of what is.
  @Test func summaryTellsThem() throws {
    let model = try Sequential(input: [5]) {
      Dense(units: 7).trainable(false)
      Dense(units: 3)
    }
    #expect(model.summary().contains("Trainable params: 24 "))
    #expect(model.summary().contains("Non-trainable params: 42 "))
  }

  /// The same network, whether told in time or later: as if compiled anew.
  @Test(arguments: ["conv2d", "batch_normalization", "residual", "dense", "dense_1"])
  func laterOn(name: String) throws {
    let written = try Self.model(frozen: name, threads: 2)
    let told = try Self.model(frozen: nil, threads: 2)
    try told.fit(Self.data(), batchSize: 5, verbose: .silent)
    for (variable, _, values) in told.variables { try written.setVariable(variable, to: values) }
    try told.setTrainable(false, layer: name)
    #expect(told.variables.map(\.name) == written.variables.map(\.name))
    #expect(told.fingerprint == written.fingerprint)
    #expect(told.compilation?.state.iteration == 0)
    written.epochsTrained = told.epochsTrained
    for model in [told, written] {
      try model.fit(Self.data(), batchSize: 5, verbose: .silent, initialEpoch: 0)
    }
    #expect(told.fingerprint == written.fingerprint)

    let frozen = told.variables.filter { $0.name.hasPrefix("\(name)/") }.map(\.values)
    try told.setTrainable(true, layer: name)
    try told.fit(Self.data(), batchSize: 5, verbose: .silent)
    let thawed = told.variables.filter { $0.name.hasPrefix("\(name)/") }.map(\.values)
    #expect(zip(frozen, thawed).allSatisfy { $0 != $1 })
  }

  /// A layer's ban lies within that of what is around it.
  @Test func innerLayerStaysFrozen() throws {
    let model = try Sequential(input: [5]) {
      Residual { Dense(units: 5).trainable(false) }.named("around")
      Dense(units: 3)
    }
    model.compile(optimizer: SGD(learningRate: 0.1), threads: 1)
    try model.setTrainable(true, layer: "around")
    let before = model.variables
    try model.fit(Samples.dataset(count: 6), verbose: .silent)
    for (old, new) in zip(before, model.variables) {
      #expect((old.values == new.values) == old.name.hasPrefix("around/"), "\(old.name)")
    }
  }

  @Test func nothingLearns() throws {
    let model = try Sequential(input: [5]) { Dense(units: 3).trainable(false) }
    model.compile(optimizer: Adam().ema(), threads: 2)
    let before = model.fingerprint
    let history = try model.fit(Samples.dataset(count: 6), epochs: 2, verbose: .silent)
    #expect(model.fingerprint == before && history.epochs.count == 2)
  }

  @Test func unknownName() throws {
    let model = try Samples.model()
    #expect(
      throws: ModelError.invalidArgument("The model has no layer “x”; it has dense, dense_1.")
    ) { try model.setTrainable(false, layer: "x") }
  }

  private static func data() throws -> Dataset {
    try Samples.dataset(count: 11, shape: [4, 3, 1])
  }

  private static func model(frozen: String?, threads: Int) throws -> Sequential {
    let layers: [(String, any Layer)] = [
      ("conv2d", Conv2D(filters: 3, kernelSize: 2)), ("batch_normalization", BatchNormalization()),
      (
        "residual",
        Residual {
          Conv2D(filters: 3, kernelSize: 3, padding: .same, activation: .tanh)
          BatchNormalization()
        }
      ),
      ("flatten", Flatten()), ("dense", Dense(units: 5, activation: .tanh)),
      ("dense_1", Dense(units: 3)),
    ]
    let model = try Sequential(
      input: [4, 3, 1], seed: 6,
      layers: layers.map { $0 == frozen ? $1.trainable(false) : $1 })
    model.compile(optimizer: Adam(learningRate: 0.01), threads: threads)
    return model
  }
}
