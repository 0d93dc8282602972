import Foundation
import Kernels
import Synchronization
import Testing

@testable import NeuralNetwork

struct PredictorTests {
  /// Batch normalisation behind a convolution, behind a dense layer, and behind layers that cannot
  /// take it; functions of a layer's own and apart; layers of training.
  private func model() throws -> Sequential {
    let model = try Sequential(input: [9, 8, 2], seed: 3) {
      BatchNormalization()
      RandomTranslation(heightFactor: 0.1, widthFactor: 0.1)
      Conv2D(filters: 17, kernelSize: 3, useBias: false)
      BatchNormalization()
      ReLU()
      Conv2D(filters: 18, kernelSize: 3, padding: .same)
      BatchNormalization(center: false)
      Activation(.tanh)
      SpatialDropout2D(rate: 0.2)
      MaxPooling2D()
      BatchNormalization(scale: false)
      Flatten()
      Dropout(rate: 0.5)
      Dense(units: 12, activation: .relu)
      BatchNormalization(center: false, scale: false)
      Dense(units: 7)
      BatchNormalization()
      Dense(units: 5)
    }
    // Statistics and scales as after a training, none of them at its start.
    for (index, variable) in model.variables.enumerated() {
      let values = RandomStream(seed: UInt64(index), purpose: .weights).uniforms(
        variable.values.count)
      let isVariance = variable.name.hasSuffix("variance") || variable.name.hasSuffix("gamma")
      try model.setVariable(
        variable.name, to: values.map { isVariance ? $0 + 0.5 : ($0 - 0.5) / 2 })
    }
    return model
  }

  private let data: Dataset

  init() throws {
    let count = 23
    data = try Dataset(
      floats: RandomStream(seed: 9, purpose: .weights).uniforms(count * 144), shape: [9, 8, 2],
      labels: (0..<count).map { $0 % 5 }, classes: 5)
  }

  /// Folding rounds otherwise, 1e-7 for each of 5 layers.
  private let tolerance: Float = 1e-5

  private func expectEqual(_ values: [Float], _ expected: [Float]) {
    #expect(values.count == expected.count)
    for (value, expected) in zip(values, expected) {
      #expect(abs(value - expected) <= tolerance * max(1, abs(expected)))
    }
  }

  @Test func saysWhatTheModelSays() throws {
    let model = try model()
    let expected = try model.predict(data)
    let predictor = try Predictor(model, threads: 2)
    let all = try predictor.predict(data)
    expectEqual(all.values, expected.values)
    #expect(all.areLogits == expected.areLogits)
    for position in 0..<data.count {
      let one = try predictor.predict(data.values(at: position))
      expectEqual(one, expected[position])
    }
  }

  @Test func normalisationIsFoldedAndTrainingLeftOut() throws {
    let kinds = try FoldedNetwork(try model()).stack.items.map(\.layer.kind)
    #expect(
      kinds == [
        "BatchNormalization", "Conv2D", "Conv2D", "MaxPooling2D", "BatchNormalization", "Flatten",
        "Dense", "BatchNormalization", "Dense", "Dense",
      ])
  }

  /// A bias that there is not has nothing to keep it small, whatever its constraint says.
  @Test func foldingMakesABiasOfItsOwn() throws {
    let model = try Sequential(input: [9, 8, 2]) {
      Conv2D(filters: 4, kernelSize: 3, useBias: false, biasConstraint: .maxNorm(2, axes: [1]))
      BatchNormalization()
      Flatten()
      Dense(units: 5)
    }
    expectEqual(try Predictor(model).predict(data).values, try model.predict(data).values)
  }

  /// One sample at a time is as much as memory bears.
  @Test func largeSamples() throws {
    let model = try Sequential(input: [1024, 1024, 1]) {
      Conv2D(filters: 9, kernelSize: 1)
      GlobalAveragePooling2D()
      Dense(units: 2)
    }
    #expect(model.stack.samplesAtOnce == 1)
    let values = try Predictor(model, threads: 1)
      .predict([Float](repeating: 0.5, count: 1 << 20))
    #expect(values.count == 2)
  }

  @Test func keepsItsWeights() throws {
    let model = try model()
    let predictor = try Predictor(model)
    let before = try predictor.predict(data)
    model.compile(optimizer: Adam())
    try model.fit(data, epochs: 1, verbose: .silent)
    #expect(try predictor.predict(data) == before)
  }

  /// More callers than networks, each for its own picture.
  @Test func manyThreadsMayCallAtOnce() throws {
    let predictor = try Predictor(try model(), threads: 1, callers: 2)
    let expected = try (0..<data.count).map { try predictor.predict(data.values(at: $0)) }
    let wrong = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 400) { call in
      let position = call % data.count
      let answer = try? predictor.predict(data.values(at: position))
      if answer != expected[position] { wrong.withLock { $0 += 1 } }
    }
    #expect(wrong.withLock { $0 } == 0)
  }

  @Test func refusesWhatDoesNotFit() throws {
    let predictor = try Predictor(try model())
    #expect(throws: ModelError.self) { try predictor.predict([1, 2, 3]) }
    #expect(throws: ModelError.self) {
      try predictor.predict(
        try Dataset(floats: [1, 2], shape: [2], labels: [0], classes: 5))
    }
    let picture = try Sequential(input: [4, 4, 1]) { Conv2D(filters: 2, kernelSize: 3) }
    #expect(throws: ModelError.self) { try Predictor(picture) }
  }
}
