import Testing

@testable import NeuralNetwork

/// What every layer of this library must keep: files, seeds, and the difference between training
/// and inference.
@Suite struct BuiltInLayerTests {
  @Test func tableIsComplete() {
    let names = Set(BuiltIns.layers.map { "\($0.type)" })
    #expect(names == Set(StoredLayer.builtIn.map { "\($0)" }))
  }

  /// Its settings, its weights and what it computes come back, and a training goes on as it would
  /// have.
  @Test(arguments: BuiltIns.layers)
  func comesBackFromFiles(built: BuiltIns.LayerCase) throws {
    let folder = try TemporaryFolder()
    let data = try Samples.dataset(count: 9, shape: BuiltIns.shape)
    let model = try trained(built.layer, data, seed: 7)
    try model.save(to: folder.path("m"))
    let loaded = try Sequential(contentsOf: folder.path("m"), threads: 2)
    #expect("\(loaded.layers)" == "\(model.layers)")
    #expect(loaded.fingerprint == model.fingerprint)
    let predictions = try model.predict(data)
    #expect(predictions.values.allSatisfy(\.isFinite) && Set(predictions.values).count > 3)
    #expect(try loaded.predict(data) == predictions)

    try Checkpoint(model, history: History()).save(to: folder.path("c"))
    let resumed = try Checkpoint(contentsOf: folder.path("c")).model
    try expectSameState(resumed, model)
    for model in [model, resumed] {
      try model.fit(data, batchSize: 5, epochs: 2, verbose: .silent, initialEpoch: 1)
    }
    #expect(resumed.fingerprint == model.fingerprint)
    #expect(model.fingerprint != loaded.fingerprint)
  }

  /// The rest of the network does not depend on the seed, so only the layer's own chance can show.
  @Test(arguments: BuiltIns.layers)
  func seed(built: BuiltIns.LayerCase) throws {
    let data = try Samples.dataset(count: 9, shape: BuiltIns.shape)
    let fingerprints = try [3, 3, 4].map { try trained(built.layer, data, seed: $0).fingerprint }
    #expect(fingerprints[0] == fingerprints[1])
    let isRandom = built.chance == .inWeights || built.chance == .inTraining
    #expect((fingerprints[0] != fingerprints[2]) == isRandom)
  }

  /// Weights that do not learn would hide what is drawn for them.
  @Test(arguments: BuiltIns.layers)
  func initialWeights(built: BuiltIns.LayerCase) throws {
    let weights = try [3, 3, 4].map { seed in
      try Sequential(input: BuiltIns.shape, seed: seed, layers: [built.layer]).allValues
    }
    #expect(weights[0] == weights[1])
    #expect((weights[0] != weights[2]) == (built.chance == .inWeights))
  }

  /// Inference depends on nothing but the input; training differs where chance or the batch say so.
  @Test(arguments: BuiltIns.layers, [1, 2])
  func inferenceAndTraining(built: BuiltIns.LayerCase, workers: Int) throws {
    let data = try Samples.dataset(count: 9, shape: BuiltIns.shape)
    let model = try Sequential(input: BuiltIns.shape, seed: 5, layers: [built.layer, Flatten()])
    for (index, variable) in model.variables.enumerated() {
      try model.setVariable(
        variable.name, to: variable.values.indices.map { Float(($0 * 5 + index) % 7 + 1) / 8 })
    }
    let predictions = try model.predict(data).values

    var harness = LayerHarness(layer: built.layer, seed: 5)
    for (name, shape, values) in model.variables {
      let inner = name.split(separator: "/").dropFirst().joined(separator: "/")
      harness.variables[inner] = Tensor(shape: shape, values: values)
    }
    func output(isTraining: Bool, epoch: Int) throws -> [Float] {
      harness.isTraining = isTraining
      harness.epoch = epoch
      let shape = Shape([9] + model.stack.items[0].outputShape.axes)
      let gradient = Tensor(
        shape: shape, values: [Float](repeating: 0.5, count: shape.elementCount))
      var input: [Float] = []
      data.forEachSample { input += $0 }
      return try harness.run(
        Tensor(shape: Shape([9] + BuiltIns.shape.axes), values: input), outputGradient: gradient,
        workers: workers
      ).output.values
    }
    #expect(try output(isTraining: false, epoch: 0) == predictions)
    #expect(try output(isTraining: false, epoch: 1) == predictions)
    #expect(try model.predict(data).values == predictions)
    let training = try [0, 0, 1].map { try output(isTraining: true, epoch: $0) }
    #expect(training[0] == training[1])
    #expect((training[0] != training[2]) == (built.chance == .inTraining))
    #expect(
      (training[0] != predictions) == (built.chance == .inTraining || built.chance == .inBatch))
  }

  /// Two steps of a network whose only chance is the layer's.
  private func trained(_ layer: any Layer, _ data: Dataset, seed: UInt64) throws -> Sequential {
    let model = try Sequential(input: BuiltIns.shape, seed: seed) {
      layer
      Flatten()
      Dense(units: 3).named("head")
    }
    let kernel = try #require(model.variables.first { $0.name == "head/kernel" }).values
    try model.setVariable(
      "head/kernel", to: kernel.indices.map { Float(($0 * 7 + 3) % 11 - 5) / 16 })
    model.compile(optimizer: Adam(learningRate: 0.01), metrics: [.accuracy], threads: 2)
    try model.fit(data, batchSize: 5, verbose: .silent, shuffle: false)
    #expect(model.compilation?.state.iteration == 2)
    return model
  }
}

/// Everything that an optimizer remembers, bit for bit.
func expectSameState(
  _ model: Sequential, _ wanted: Sequential, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let states = try [model, wanted].map { try #require($0.compilation?.state) }
  #expect(states[0].iteration == states[1].iteration, sourceLocation: sourceLocation)
  #expect(
    states[0].values.map { $0.map(\.bitPattern) } == states[1].values.map { $0.map(\.bitPattern) },
    sourceLocation: sourceLocation)
  #expect(model.fingerprint == wanted.fingerprint, sourceLocation: sourceLocation)
}
