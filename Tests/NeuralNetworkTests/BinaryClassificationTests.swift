import Kernels
import Testing

@testable import NeuralNetwork

/// Two classes and one output, which says how likely the second is.
@Suite struct BinaryClassificationTests {
  /// With a sigmoid in the network or in the loss: the same training.
  @Test(arguments: [1, 2])
  func probabilitiesAndLogits(threads: Int) throws {
    let data = try Self.data()
    let models = try [true, false].map { try Self.model(fromLogits: $0, threads: threads) }
    let histories = try models.map {
      try $0.fit(data, batchSize: 8, epochs: 20, verbose: .silent, validationSplit: 0.25)
    }
    for quantity in [Quantity.loss, .accuracy, .validationLoss, .validationAccuracy] {
      let values = histories.map { history in
        Tensor(shape: [20], values: history[quantity].map(Float.init))
      }
      expect(values[0], equals: values[1], within: .training, "\(quantity)")
    }
    #expect(try #require(histories[0][.accuracy].last) > 0.9)
    #expect(try #require(histories[0][.accuracy].first) < 0.9)
    let probabilities = try models.map { model in
      let values = try model.predict(data).probabilities.values
      return Tensor(shape: [values.count], values: values)
    }
    expect(probabilities[0], equals: probabilities[1], within: .training, "probabilities")
    #expect(try models.map { try $0.predict(data).areLogits } == [true, false])
  }

  /// The classes that are told are those that the accuracy counts.
  @Test(arguments: [true, false])
  func predictedClasses(fromLogits: Bool) throws {
    let data = try Self.data()
    let model = try Self.model(fromLogits: fromLogits, threads: 2)
    try model.fit(data, batchSize: 8, epochs: 5, verbose: .silent)
    let classes = try model.predict(data).predictedClasses
    #expect(Set(classes) == [0, 1])
    let right = zip(classes, data.labels).count { $0 == $1 }
    let evaluation = try model.evaluate(data)
    #expect(evaluation.accuracy == Double(right) / Double(data.count))
    #expect(evaluation.accuracy == evaluation[Metric.binaryAccuracy().quantity])
    #expect(right > data.count / 2)
  }

  @Test func boundaryBelongsToTheFirstClass() {
    func classes(_ values: [Float], _ activation: ActivationFunction) -> [Int] {
      Predictions(values: values, classCount: 1, probabilityActivation: activation).predictedClasses
    }
    #expect(classes([0.5, 0.5000001, 0.2, 1], .linear) == [0, 1, 0, 1])
    #expect(classes([0, 1e-3, -3, 0.6], .sigmoid) == [0, 1, 0, 1])
  }

  @Test func refused() throws {
    let data = try Self.data()
    let twice = try Sequential(input: [5]) { Dense(units: 1, activation: .sigmoid) }
    twice.compile(optimizer: SGD(), loss: .binaryCrossentropy())
    #expect(throws: ModelError.activationTwice(.sigmoid)) { try twice.fit(data, verbose: .silent) }
    let single = try Sequential(input: [5]) { Dense(units: 1) }
    single.compile(optimizer: SGD())
    #expect(throws: ModelError.outputMismatch(output: [1], classes: 2)) {
      try single.fit(data, verbose: .silent)
    }
    single.compile(optimizer: SGD(), loss: .binaryCrossentropy())
    #expect(throws: ModelError.outputMismatch(output: [1], classes: 3)) {
      try single.fit(Samples.dataset(count: 6), verbose: .silent)
    }
    #expect(single.fingerprint == (try Sequential(input: [5]) { Dense(units: 1) }).fingerprint)
  }

  private static func model(fromLogits: Bool, threads: Int) throws -> Sequential {
    let model = try Sequential(input: [5], seed: 3) {
      Dense(units: 4, activation: .tanh)
      Dense(units: 1, activation: fromLogits ? .linear : .sigmoid)
    }
    model.compile(
      optimizer: SGD(learningRate: 0.25), loss: .binaryCrossentropy(fromLogits: fromLogits),
      metrics: [.accuracy, .binaryAccuracy()], threads: threads)
    return model
  }

  /// More of the second class, about another place.
  private static func data() throws -> Dataset {
    let labels = (0..<40).map { $0 % 5 < 2 ? 0 : 1 }
    let noise = RandomStream(seed: 11, purpose: .noise).normals(40 * 5)
    let values = noise.enumerated().map { i, value in
      value + (labels[i / 5] == 1 ? 0.9 : -0.7) * (i % 5 == 3 ? -1 : 1)
    }
    return try Dataset(floats: values, shape: [5], labels: labels, classes: 2)
  }
}
