import Testing

@testable import NeuralNetwork

/// Networks and data at the edge of what `predict` and `evaluate` take.
@Suite struct PredictTests {
  private static let values: [Float] = (0..<30).map { Float($0 * 7 % 11) / 8 }

  private static func data(scaling: Dataset.Scaling = .identity) throws -> Dataset {
    try Dataset(
      floats: values, shape: [2, 5], labels: [3, 9, 4], classes: 10, scaling: scaling)
  }

  /// There is no operation that would keep the memory between them.
  @Test func networkThatComputesNothing() throws {
    let flat = try Sequential(input: [2, 5]) { Flatten() }
    #expect(try flat.predict(Self.data()).values == Self.values)
    let empty = try Sequential(input: [10]) {}
    let data = try Dataset(floats: Self.values, shape: [10], labels: [3, 9, 4], classes: 10)
    #expect(try empty.predict(data).values == Self.values)
    empty.compile(optimizer: SGD(), metrics: [.accuracy])
    #expect(try empty.evaluate(data).count == 3)
    let history = try empty.fit(data, verbose: .silent)
    let loss = try empty.evaluate(data).loss
    #expect(history[.loss].count == 1 && abs(history[.loss][0] - loss) < 1e-12)
  }

  @Test func noSamples() throws {
    let model = try Sequential(input: [2, 5]) { Flatten() }
    #expect(try model.predict(Self.data()[0..<0]).count == 0)
  }

  @Test func samplesScaledOtherwiseThanInTraining() throws {
    let model = try Sequential(input: [2, 5]) {
      Flatten()
      Dense(units: 10)
    }
    model.compile(optimizer: SGD())
    try model.fit(Self.data(scaling: .unitInterval), verbose: .silent)
    #expect(
      throws: ModelError.scalingMismatch(expected: .unitInterval, received: .identity)
    ) { try model.evaluate(Self.data()) }
  }

  /// What comes after a softmax may hide it from view.
  @Test(arguments: [
    [Dense(units: 10, activation: .softmax), Dropout(rate: 0.5)] as [any Layer],
    [Dense(units: 10), Activation(.softmax), Flatten()] as [any Layer],
  ])
  func softmaxIsFound(layers: [any Layer]) throws {
    let model = try Sequential(input: [2, 5], layers: [Flatten()] + layers)
    #expect(try !model.predict(Self.data()).areLogits)
    model.compile(optimizer: SGD())
    #expect(throws: ModelError.activationTwice(.softmax)) { try model.evaluate(Self.data()) }
    model.compile(
      optimizer: SGD(), loss: .sparseCategoricalCrossentropy(fromLogits: false))
    #expect(try model.evaluate(Self.data()).loss > 0)
  }

  @Test func predictionsOfOtherSamples() throws {
    let model = try Sequential(input: [2, 5]) { Flatten() }
    model.compile(optimizer: SGD())
    let predictions = try model.predict(Self.data()[0..<2])
    #expect(throws: ModelError.self) { try model.evaluate(predictions, against: Self.data()) }
  }
}
