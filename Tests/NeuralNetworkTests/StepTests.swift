import Testing

@testable import NeuralNetwork

/// The pieces of a training loop of one's own.
@Suite struct StepTests {
  /// The same as an epoch of `fit` without shuffling.
  @Test(arguments: [1, 2, 3])
  func trainOnBatchIsAStepOfFit(threads: Int) throws {
    let data = try Samples.dataset(count: 12)
    let (model, straight) = (
      try Samples.model(optimizer: Adam(), threads: threads),
      try Samples.model(optimizer: Adam(), threads: threads)
    )
    let history = try straight.fit(data, batchSize: 12, epochs: 1, verbose: .silent, shuffle: false)
    let values = try model.trainOnBatch(data)
    #expect(values == history.epochs[0].values)
    #expect(model.fingerprint == straight.fingerprint)
  }

  /// Gradients and their application are together a step, regularizers and options included.
  @Test(arguments: [1, 2, 3])
  func gradientsAndApply(threads: Int) throws {
    func model() throws -> Sequential {
      let model = try Sequential(input: [5], seed: 3) {
        Dense(
          units: 7, activation: .relu, kernelRegularizer: .l1l2(l1: 0.01, l2: 0.1),
          kernelConstraint: .maxNorm(1))
        Dense(units: 3)
      }
      model.compile(
        optimizer: SGD(learningRate: 0.1, momentum: 0.9).clipnorm(0.5).weightDecay(0.1),
        threads: threads)
      return model
    }
    let data = try Samples.dataset(count: 12)
    let (inPieces, whole) = (try model(), try model())
    for first in [0, 4, 8] {
      let batch = data[first..<first + 4]
      let gradients = try inPieces.gradients(on: batch)
      let before = try whole.evaluate(batch).loss
      #expect(abs(gradients.loss - before) < 1e-6)
      try inPieces.apply(gradients)
      try whole.trainOnBatch(batch)
    }
    #expect(inPieces.fingerprint == whole.fingerprint)
  }

  @Test func gradientsChangeNothing() throws {
    let model = try Samples.model()
    let before = model.fingerprint
    let gradients = try model.gradients(on: Samples.dataset(count: 4))
    #expect(model.fingerprint == before)
    #expect(
      Set(gradients.values.keys) == [
        "dense/kernel", "dense/bias", "dense_1/kernel", "dense_1/bias",
      ]
    )
    #expect(gradients.values["dense/kernel"]?.count == 35)
  }

  @Test func gradientsThatDoNotFit() throws {
    let model = try Samples.model()
    var gradients = try model.gradients(on: Samples.dataset(count: 4))
    gradients.values["dense/bias"] = [1]
    let error = #expect(throws: ModelError.self) { try model.apply(gradients) }
    #expect(
      error?.description
        == "Expected 7 values for the gradient of “dense/bias”; received 1.")
    let bare = try Sequential(input: [5]) { Dense(units: 3) }
    let data = try Samples.dataset(count: 4)
    #expect(throws: ModelError.notCompiled) { try bare.gradients(on: data) }
    #expect(throws: ModelError.notCompiled) { try bare.apply(gradients) }
  }
}
