import Kernels
import Testing

@testable import NeuralNetwork

/// A first dense layer whose samples are 0 in many places.
///
/// Workers share its product, and leave its gradient to who needs it. It must learn what the same layer
/// learns behind another one that changes nothing, where neither happens.
@Suite struct SharedDenseTests {
  /// Enough for three workers to share.
  private static let inputs = 200

  /// Of the first samples three of four values are 0, of the others none.
  private func data(count: Int, blank: Int, shape: Shape = [inputs]) throws -> Dataset {
    let size = shape.elementCount
    var values = RandomStream(seed: 8, purpose: .augmentation).normals(count * size)
    for i in values.indices where i / size < blank && i % 4 != 1 { values[i] = 0 }
    return try Dataset(
      floats: values, shape: shape, labels: (0..<count).map { $0 * 5 % 3 }, classes: 3)
  }

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    var optimizer: any Optimizer = SGD(learningRate: 0.01, momentum: 0.9)
    var regularizer: Regularizer?
    var constraint: Constraint?
    var useBias = true
    var isTrainable = true
    var normalizes = false
    var shape: Shape = [inputs]
    var batchSize = 12

    func model(threads: Int, isFirst: Bool) throws -> Sequential {
      let dense = Dense(
        units: 24, activation: .tanh, useBias: useBias, kernelRegularizer: regularizer,
        kernelConstraint: constraint)
      let model = try Sequential(input: shape, seed: 4) {
        if !isFirst { Activation(.linear) }
        dense
        if normalizes { BatchNormalization() }
        if shape.rank > 1 { Flatten() }
        Dense(units: 3)
      }
      if !isTrainable { try model.setTrainable(false, layer: "dense") }
      model.compile(optimizer: optimizer, metrics: [.accuracy], threads: threads)
      return model
    }
  }

  static let cases = [
    Case(testDescription: "plain"),
    Case(testDescription: "adam", optimizer: Adam(learningRate: 0.01, epsilon: 0.1)),
    Case(testDescription: "clipnorm", optimizer: SGD(learningRate: 0.01).clipnorm(0.05)),
    Case(
      testDescription: "global clipnorm", optimizer: SGD(learningRate: 0.01).globalClipnorm(0.1)),
    Case(testDescription: "clipvalue", optimizer: SGD(learningRate: 0.01).clipvalue(0.01)),
    Case(
      testDescription: "decay and average",
      optimizer: SGD(learningRate: 0.01).weightDecay(0.1).ema(momentum: 0.9)),
    Case(
      testDescription: "accumulation",
      optimizer: SGD(learningRate: 0.01).gradientAccumulation(steps: 3)),
    Case(testDescription: "regularizer", regularizer: .l2(0.01)),
    Case(testDescription: "constraint", constraint: .maxNorm(0.5)),
    Case(testDescription: "whole variables", optimizer: Muon(learningRate: 0.01)),
    Case(testDescription: "no bias", useBias: false),
    Case(testDescription: "frozen", isTrainable: false),
    // Before it a bias has no gradient but rounding.
    Case(testDescription: "batch normalization", useBias: false, normalizes: true),
    Case(testDescription: "rows in samples", shape: [2, inputs]),
    Case(testDescription: "one at a time", batchSize: 1),
    Case(testDescription: "all at once", batchSize: 62),
  ]

  /// Batches all of blanks, mixed within a batch and between workers, and without any; the last has two
  /// samples.
  @Test(arguments: cases, [1, 2, 3])
  func learnsTheSame(_ sample: Case, threads: Int) throws {
    let data = try data(count: 62, blank: 29, shape: sample.shape)
    let models = try [true, false].map { try sample.model(threads: threads, isFirst: $0) }
    let histories = try models.map {
      try $0.fit(
        data, batchSize: sample.batchSize, epochs: 2, verbose: .silent, shuffle: false)
    }
    for (wanted, actual) in zip(models[1].variables, models[0].variables) {
      expect(
        Tensor(shape: actual.shape, values: actual.values),
        equals: Tensor(shape: wanted.shape, values: wanted.values), within: .training, wanted.name)
    }
    for (wanted, actual) in zip(histories[1].epochs, histories[0].epochs) {
      for (wanted, actual) in zip(wanted.values, actual.values) {
        #expect(abs(wanted.value - actual.value) < 1e-5)
      }
    }
  }

  /// One batch's gradients, without a step.
  @Test(arguments: [1, 2, 3], [0, 5, 14])
  func gradientsAreTheSame(threads: Int, blank: Int) throws {
    let data = try data(count: 14, blank: blank)
    let sample = Case(testDescription: "gradients")
    let gradients = try [true, false].map {
      try sample.model(threads: threads, isFirst: $0).gradients(on: data)
    }
    #expect(abs(gradients[0].loss - gradients[1].loss) < 1e-6)
    for (name, wanted) in gradients[1].values {
      let actual = try #require(gradients[0].values[name])
      expect(
        Tensor(shape: [wanted.count], values: actual),
        equals: Tensor(shape: [wanted.count], values: wanted), within: .training, name)
    }
  }

  /// What is compared above is indeed shared, and the other way not.
  @Test func isShared() {
    #expect(SharedProduct.pays(rows: 4, columns: Self.inputs, width: 24, workers: 3))
    #expect(!SharedProduct.pays(rows: 12, columns: Self.inputs, width: 24, workers: 1))
    #expect(!SharedProduct.pays(rows: 9, columns: Self.inputs, width: 24, workers: 3))
    #expect(!SharedProduct.pays(rows: 4, columns: 100, width: 24, workers: 3))
    #expect(!SharedProduct.pays(rows: 300, columns: 784, width: 2000, workers: 2))
  }
}
