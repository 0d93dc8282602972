import Testing

@testable import NeuralNetwork

/// Names of one's own, and an input that is written as a layer.
@Suite struct LayerNameTests {
  /// Keras counts only the layers that it names itself.
  @Test func variablesCarryTheName() throws {
    let model = try Sequential(input: [5]) {
      Dense(units: 4).named("first")
      Dense(units: 3)
      Residual {
        Dense(units: 3, useBias: false).named("inner")
        Dense(units: 3, useBias: false)
      }.named("around")
      Dense(units: 2, useBias: false)
    }
    #expect(
      model.variables.map(\.name) == [
        "first/kernel", "first/bias", "dense/kernel", "dense/bias", "around/inner/kernel",
        "around/dense/kernel", "dense_1/kernel",
      ])
    #expect(model.summary().contains("first (Dense)"))
  }

  @Test func variablesOfOneName() {
    let error = #expect(throws: ModelError.self) { try Sequential(input: [3]) { Twins() } }
    #expect(
      error?.description == "Twins needs variables of different names; received two “kernel”.")
  }

  private struct Twins: Layer {
    func outputShape(for input: Shape) throws(ModelError) -> Shape { input }
    func variables(for input: Shape) throws(ModelError) -> [Variable] {
      (0..<2).map { _ in Variable("kernel", shape: [3], initializer: .zeros) }
    }
    func operation(_ place: Placement) throws(ModelError) -> any NeuralNetwork.Operation {
      Activation(.linear).operation(place)
    }
  }

  /// A later name replaces an earlier one; what else is said of the layer stays.
  @Test func namedTwice() throws {
    let layer = Dense(units: 3).named("a").trainable(false).named("b")
    #expect(layer.name == "b" && !layer.isTrainable && layer.base is Dense)
    #expect(layer.trainable(true).name == "b")
  }

  @Test func comesBackFromFiles() throws {
    let folder = try TemporaryFolder()
    let model = try Sequential(input: [5]) {
      Dense(units: 4).named("first").trainable(false)
      Residual { Dense(units: 4).named("ø “inner”") }
      Dense(units: 3).trainable(false)
    }
    try model.save(to: folder.path("m"))
    let loaded = try Sequential(contentsOf: folder.path("m"))
    #expect(loaded.variables.map(\.name) == model.variables.map(\.name))
    #expect(loaded.fingerprint == model.fingerprint)
    #expect(loaded.stack.items.map(\.isTrainable) == [false, true, false])
    #expect(loaded.summary() == model.summary())
  }

  @Test(arguments: ["", "a/b", "/", "twice"])
  func refused(name: String) throws {
    let layers: [any Layer] = [Dense(units: 3).named("twice"), Dense(units: 3).named(name)]
    let error = ModelError.invalidLayer(
      "Dense", "needs a name that no other layer has, without “/”; received “\(name)”")
    #expect(throws: error) { try Sequential(input: [5], layers: layers) }
    #expect(throws: ModelError.self) {
      try Sequential(input: [3]) { Residual { layers } }
    }
  }

  /// An automatic name meets one of one's own, in one network or in two branches of it.
  @Test func refusedAgainstAutomaticNames() throws {
    #expect(throws: ModelError.self) {
      try Sequential(input: [5]) {
        Dense(units: 3).named("dense")
        Dense(units: 3)
      }
    }
    #expect(throws: ModelError.self) {
      try Sequential(input: [5]) {
        Add {
          Dense(units: 3).named("dense")
          Dense(units: 3)
        }
      }
    }
  }

  @Test func inputAsFirstLayer() throws {
    let written = try Sequential(seed: 4) {
      Input(shape: [5])
      Dense(units: 3)
    }
    let given = try Sequential(input: [5], seed: 4) { Dense(units: 3) }
    #expect(written.inputShape == [5])
    #expect(written.variables.map(\.name) == given.variables.map(\.name))
    #expect(written.fingerprint == given.fingerprint)
    #expect(written.summary() == given.summary())
    let data = try Samples.dataset(count: 6)
    for model in [written, given] {
      model.compile(optimizer: Adam(), threads: 2)
      try model.fit(data, verbose: .silent)
    }
    #expect(written.fingerprint == given.fingerprint)
  }

  @Test func inputRefused() throws {
    let missing = ModelError.invalidArgument(
      "Expected an `Input(shape:)` as the first layer, or `Sequential(input:)`.")
    #expect(throws: missing) { try Sequential { Dense(units: 3) } }
    #expect(throws: missing) { try Sequential {} }
    #expect(throws: ModelError.self) { try Sequential { Input(shape: [0]) } }
    #expect(
      throws: ModelError.invalidLayer("Input", "expects samples of shape (4,); received (5,)")
    ) { try Sequential(input: [5]) { Input(shape: [4]) } }
  }
}
