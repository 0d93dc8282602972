import Testing

@testable import NeuralNetwork

/// Everything random comes from the seed, and of the rest only the number of threads decides.
@Suite struct DeterminismTests {
  @Test(arguments: [1, 2, 3])
  func sameSeedAndThreads(threads: Int) throws {
    #expect(try fingerprint(seed: 3, threads: threads) == fingerprint(seed: 3, threads: threads))
  }

  @Test func anotherSeed() throws {
    #expect(try fingerprint(seed: 3, threads: 1) != fingerprint(seed: 4, threads: 1))
  }

  /// With plain descent, different masks or orders would move the weights by a hundred times the tolerance.
  @Test(arguments: [2, 3, 4])
  func masksAndOrdersDoNotDependOnThreads(threads: Int) throws {
    let (one, many) = (try trained(threads: 1), try trained(threads: threads))
    for (wanted, actual) in zip(one.variables, many.variables) {
      expect(
        Tensor(shape: actual.shape, values: actual.values),
        equals: Tensor(shape: wanted.shape, values: wanted.values), within: .training, wanted.name)
    }
    let other = try trained(seed: 3, threads: 1)
    #expect(
      Tolerance(name: "hundredfold", share: 1e-3).complaint(
        about: Tensor(shape: [5, 7], values: other.variables[0].values),
        wanted: Tensor(shape: [5, 7], values: one.variables[0].values), "kernel") != nil)
  }

  @Test func epochsDiffer() throws {
    let data = try Samples.dataset(count: 12)
    let models = [try Samples.model(), try Samples.model()]
    for (epoch, model) in models.enumerated() {
      try model.fit(
        data, batchSize: 2, epochs: epoch + 1, verbose: .silent, initialEpoch: epoch)
    }
    #expect(models[0].fingerprint != models[1].fingerprint)
  }

  /// Pieces of 64 samples, whoever takes them.
  @Test func evaluationDoesNotDependOnThreads() throws {
    let data = try Samples.dataset(count: 150, shape: [4, 3, 1])
    var results: [Evaluation] = []
    var predictions: [Predictions] = []
    for threads in [1, 2, 3, 5] {
      let model = try Samples.richModel(threads: threads)
      results.append(try model.evaluate(data))
      predictions.append(try model.predict(data))
    }
    #expect(results.allSatisfy { $0 == results[0] })
    #expect(predictions.allSatisfy { $0 == predictions[0] })
  }

  /// A sample's outputs do not depend on its neighbours, nor on dropout.
  @Test func predictionsDoNotDependOnTheBatch() throws {
    let data = try Samples.dataset(count: 70, shape: [4, 3, 1])
    let model = try Samples.richModel()
    let all = try model.predict(data)
    #expect(Array(all[69]) == Array(try model.predict(data[69..<70])[0]))
  }

  @Test func fingerprintSeesEveryBit() throws {
    let model = try Samples.model()
    let before = model.fingerprint
    var bias = model.variables[3].values
    bias[2] = -0.0
    try model.setVariable("dense_1/bias", to: bias)
    #expect(model.fingerprint != before)
    #expect(before.count == 16)
    bias[2] = 0
    try model.setVariable("dense_1/bias", to: bias)
    #expect(model.fingerprint == before)
  }

  private func fingerprint(seed: UInt64, threads: Int) throws -> String {
    let model = try Samples.richModel(seed: seed, threads: threads)
    try model.fit(
      Samples.dataset(count: 26, shape: [4, 3, 1]), batchSize: 5, epochs: 2, verbose: .silent)
    return model.fingerprint
  }

  private func trained(seed: UInt64 = 2, threads: Int) throws -> Sequential {
    let model = try Sequential(input: [5], seed: seed) {
      Dense(units: 7, activation: .tanh)
      Dropout(rate: 0.5)
      Dense(units: 3)
    }
    model.compile(optimizer: SGD(learningRate: 0.1), threads: threads)
    try model.fit(Samples.dataset(count: 26), batchSize: 5, epochs: 2, verbose: .silent)
    return model
  }
}
