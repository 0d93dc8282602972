import Testing

@testable import NeuralNetwork

/// What is made of a network's outputs.
@Suite struct EvaluationTests {
  private static let predictions = Predictions(
    values: [0, 0, 0, 2, 1, 2, -1, -3, -2], classCount: 3, probabilityActivation: .softmax)

  /// The first of equals, as in Keras.
  @Test func predictedClasses() {
    #expect(Self.predictions.predictedClasses == [0, 0, 0])
    #expect(Self.predictions.count == 3)
    #expect(Self.predictions[1] == [2, 1, 2])
  }

  @Test func probabilities() {
    let probabilities = Self.predictions.probabilities
    #expect(!probabilities.areLogits)
    // e² / (2 e² + e) and so on.
    let wanted: [Float] = [
      1.0 / 3, 1.0 / 3, 1.0 / 3, 0.422_318_8, 0.155_362_4, 0.422_318_8, 0.665_240_96, 0.090_030_57,
      0.244_728_47,
    ]
    expect(
      Tensor(shape: [3, 3], values: probabilities.values),
      equals: Tensor(shape: [3, 3], values: wanted), within: .layer, "probabilities")
    #expect(probabilities.probabilities == probabilities)
  }

  @Test func lossAndAccuracy() throws {
    let evaluation = try evaluation(against: [0, 1, 0], metrics: [.accuracy])
    #expect(evaluation.count == 3)
    #expect(evaluation.accuracy == 2.0 / 3)
    // (log 3 + log(2e + 1) + log(1 + 1/e + 1/e²)) / 3
    #expect(abs(evaluation.loss - 1.122_737_7) < 1e-6)
    #expect(evaluation.description == "accuracy: 0.6667 - loss: 1.1227")
  }

  @Test func lossAlone() throws {
    let evaluation = try evaluation(against: [0, 1, 0], metrics: [])
    #expect(evaluation.accuracy == nil)
    #expect(evaluation.accuracyInterval == nil)
    #expect(evaluation.description == "loss: 1.1227")
  }

  /// Wilson's interval for 1 of 3, which the simple formula puts below 0.
  @Test func interval() throws {
    let evaluation = try evaluation(against: [1, 0, 2], metrics: [.accuracy])
    let interval = try #require(evaluation.accuracyInterval)
    #expect(abs(interval.lowerBound - 0.061_492) < 1e-5)
    #expect(abs(interval.upperBound - 0.792_340) < 1e-5)
  }

  private func evaluation(against labels: [Int], metrics: [Metric]) throws -> Evaluation {
    let data = try Dataset(floats: [0, 0, 0], shape: [1], labels: labels, classes: 3)
    let compilation = Compilation(
      optimizer: SGD(), loss: .sparseCategoricalCrossentropy, metrics: metrics, threads: 1,
      weightCount: 0)
    return Evaluation(of: Self.predictions, against: data, compilation, penalty: 0)
  }
}
