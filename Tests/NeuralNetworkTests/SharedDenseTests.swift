import Kernels
import Testing

@testable import NeuralNetwork

/// A first dense layer whose samples are 0 in many places.
///
/// Workers share its product, and leave its gradient to who needs it. It must learn what the same layer
/// learns behind another one that changes nothing, where neither happens.
@Suite struct SharedDenseTests {
  /// Of the first samples three of four values are 0, of the others none.
  private func data(count: Int, blank: Int) throws -> Dataset {
    let (size, random) = (37, RandomStream(seed: 8, purpose: .augmentation))
    var values = random.normals(count * size)
    for i in values.indices where i / size < blank && i % size % 4 != 1 { values[i] = 0 }
    return try Dataset(
      floats: values, shape: [37], labels: (0..<count).map { $0 * 5 % 3 }, classes: 3)
  }

  private func model(
    _ optimizer: any Optimizer, _ regularizer: Regularizer?, threads: Int, isFirst: Bool
  ) throws -> Sequential {
    let dense = Dense(units: 11, activation: .tanh, kernelRegularizer: regularizer)
    let model =
      isFirst
      ? try Sequential(input: [37], seed: 4) {
        dense
        Dense(units: 3)
      }
      : try Sequential(input: [37], seed: 4) {
        Activation(.linear)
        dense
        Dense(units: 3)
      }
    model.compile(optimizer: optimizer, metrics: [.accuracy], threads: threads)
    return model
  }

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    var optimizer: any Optimizer = SGD(learningRate: 0.05, momentum: 0.9)
    var regularizer: Regularizer?
  }

  static let cases = [
    Case(testDescription: "plain"),
    Case(testDescription: "adam", optimizer: Adam(learningRate: 0.01, epsilon: 0.01)),
    Case(testDescription: "clipnorm", optimizer: SGD(learningRate: 0.05).clipnorm(0.05)),
    Case(
      testDescription: "global clipnorm", optimizer: SGD(learningRate: 0.05).globalClipnorm(0.1)),
    Case(testDescription: "clipvalue", optimizer: SGD(learningRate: 0.05).clipvalue(0.01)),
    Case(
      testDescription: "decay and average",
      optimizer: SGD(learningRate: 0.05).weightDecay(0.1).ema(momentum: 0.9)),
    Case(
      testDescription: "accumulation",
      optimizer: SGD(learningRate: 0.05).gradientAccumulation(steps: 3)),
    Case(testDescription: "regularizer", regularizer: .l2(0.01)),
    Case(testDescription: "whole variables", optimizer: Muon(learningRate: 0.01)),
  ]

  /// Batches all of blanks, mixed within a batch and between workers, and without any; the last has two
  /// samples.
  @Test(arguments: cases, [1, 2, 3])
  func learnsTheSame(_ sample: Case, threads: Int) throws {
    let data = try data(count: 62, blank: 29)
    let models = try [true, false].map {
      try model(sample.optimizer, sample.regularizer, threads: threads, isFirst: $0)
    }
    let histories = try models.map {
      try $0.fit(data, batchSize: 12, epochs: 3, verbose: .silent, shuffle: false)
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
    let gradients = try [true, false].map {
      try model(SGD(), nil, threads: threads, isFirst: $0).gradients(on: data)
    }
    #expect(abs(gradients[0].loss - gradients[1].loss) < 1e-6)
    for (name, wanted) in gradients[1].values {
      let actual = try #require(gradients[0].values[name])
      expect(
        Tensor(shape: [wanted.count], values: actual),
        equals: Tensor(shape: [wanted.count], values: wanted), within: .training, name)
    }
  }
}
