import Testing

@testable import NeuralNetwork

/// What `fit`, `evaluate` and `predict` refuse, before anything has moved.
@Suite struct FitErrorTests {
  @Test func notCompiled() throws {
    let data = try Samples.dataset(count: 3)
    let model = try Sequential(input: [5]) { Dense(units: 3) }
    #expect(throws: ModelError.notCompiled) { try model.fit(data, verbose: .silent) }
    #expect(throws: ModelError.notCompiled) { try model.evaluate(data) }
    #expect(try model.predict(data).count == 3)
  }

  @Test func shapes() throws {
    let data = try Samples.dataset(count: 3, shape: [5, 1])
    let error = ModelError.inputMismatch(expected: [5], received: [5, 1])
    let model = try Samples.model()
    #expect(throws: error) { try model.fit(data, verbose: .silent) }
    #expect(throws: error) { try model.evaluate(data) }
    #expect(throws: error) { try model.predict(data) }
    let good = try Samples.dataset(count: 3)
    #expect(throws: error) { try model.fit(good, verbose: .silent, validationData: data) }
  }

  @Test func softmaxTwice() throws {
    let data = try Samples.dataset(count: 3)
    let endings: [[any Layer]] = [
      [Dense(units: 3, activation: .softmax)], [Dense(units: 3), Activation(.softmax)],
    ]
    for layers in endings {
      let model = try Sequential(input: [5], layers: layers)
      model.compile(optimizer: SGD())
      #expect(throws: ModelError.activationTwice(.softmax)) {
        try model.fit(data, verbose: .silent)
      }
      model.compile(
        optimizer: SGD(), loss: .sparseCategoricalCrossentropy(fromLogits: false))
      try model.fit(data, verbose: .silent)
    }
  }

  @Test func classes() throws {
    let data = try Samples.dataset(count: 3)
    let narrow = try Sequential(input: [5]) { Dense(units: 2) }
    narrow.compile(optimizer: SGD())
    #expect(throws: ModelError.outputMismatch(output: [2], classes: 3)) {
      try narrow.fit(data, verbose: .silent)
    }
    let wide = try Sequential(input: [5]) { Dense(units: 4) }
    wide.compile(optimizer: SGD())
    try wide.fit(data, verbose: .silent)
    let only = try Sequential(input: [5]) { Dense(units: 1) }
    only.compile(optimizer: SGD())
    let same = try Dataset(floats: [1, 2, 3, 4, 5], shape: [5], labels: [0], classes: 1)
    #expect(try only.fit(same, verbose: .silent).epochs[0][.loss] == 0)
    let picture = try Sequential(input: [5, 1]) { Dense(units: 3) }
    picture.compile(optimizer: SGD())
    let pictures = try Samples.dataset(count: 3, shape: [5, 1])
    #expect(throws: ModelError.outputMismatch(output: [5, 3], classes: 3)) {
      try picture.fit(pictures, verbose: .silent)
    }
    #expect(throws: ModelError.outputMismatch(output: [5, 3], classes: 3)) {
      try picture.predict(pictures)
    }
  }

  @Test func noSamples() throws {
    let data = try Samples.dataset(count: 3)
    let model = try Samples.model()
    #expect(throws: ModelError.noSamples("training")) {
      try model.fit(data[1..<1], verbose: .silent)
    }
    #expect(throws: ModelError.noSamples("training")) {
      try model.fit(data[0..<1], verbose: .silent, validationSplit: 0.5)
    }
    #expect(throws: ModelError.noSamples("validation")) {
      try model.fit(data, verbose: .silent, validationData: data[3..<3])
    }
    #expect(throws: ModelError.noSamples("evaluation")) { try model.evaluate(data[2..<2]) }
    #expect(try model.predict(data[2..<2]).count == 0)
  }

  /// Before training, not after an epoch of it.
  @Test func validationScaledOtherwise() throws {
    let model = try Sequential(input: [2]) { Dense(units: 2) }
    model.compile(optimizer: SGD(), threads: 2)
    let before = model.fingerprint
    let bytes = try Dataset(bytes: [0, 255, 255, 0], shape: [2], labels: [0, 1], classes: 2)
    let floats = try Dataset(floats: [0, 1, 1, 0], shape: [2], labels: [0, 1], classes: 2)
    #expect(throws: ModelError.self) {
      try model.fit(bytes, verbose: .silent, validationData: floats)
    }
    #expect(model.fingerprint == before)
  }

  @Test(arguments: [0, -1, Int.min])
  func batchSize(size: Int) throws {
    let data = try Samples.dataset(count: 3)
    let model = try Samples.model()
    #expect(throws: ModelError.self) { try model.fit(data, batchSize: size, verbose: .silent) }
  }

  @Test(arguments: [-0.1, 1, 1.5, .nan, .infinity])
  func validationSplit(share: Double) throws {
    let data = try Samples.dataset(count: 3)
    let model = try Samples.model()
    #expect(throws: ModelError.self) {
      try model.fit(data, verbose: .silent, validationSplit: share)
    }
  }

  @Test func variables() throws {
    let model = try Samples.model()
    #expect(
      throws: ModelError.invalidArgument("The model has no variable “dense_2/bias”.")
    ) { try model.setVariable("dense_2/bias", to: [1]) }
    #expect(
      throws: ModelError.invalidArgument("Expected 3 values for “dense_1/bias”; received 2.")
    ) { try model.setVariable("dense_1/bias", to: [1, 2]) }
  }
}
