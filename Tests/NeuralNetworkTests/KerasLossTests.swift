import Testing

@testable import NeuralNetwork

/// Every loss against Keras: each sample's, the mean, gradients, and the same with weights.
@Suite struct KerasLossTests {
  static let cases = Golden.cases(with: "loss")
  static let weighted = cases.filter {
    (try? Golden($0).names(under: "").contains("sample_weight")) == true
  }

  @Test func areAllThere() {
    #expect(Self.cases.count == 22)
    #expect(Self.weighted.count == 20)
  }

  @Test(arguments: cases)
  func lossOfEverySample(name: String) throws {
    let golden = try Golden(name)
    let outputs = try outputs(golden)
    let labels = try golden.integers("labels")
    let losses = try labels.indices.map { sample in
      let row = outputs.values[sample * outputs.shape[1]..<(sample + 1) * outputs.shape[1]]
      return Float(try measure(golden, Array(row), [labels[sample]]).loss)
    }
    expect(
      Tensor(shape: [labels.count], values: losses), equals: try golden.tensor("loss"),
      within: .layer, "loss")
  }

  @Test(arguments: cases)
  func meanAndItsGradient(name: String) throws {
    try compare(name, weights: nil, mean: "mean_loss", gradient: "gradient")
  }

  @Test(arguments: weighted)
  func weightedMeanAndItsGradient(name: String) throws {
    try compare(
      name, weights: "sample_weight", mean: "weighted_loss", gradient: "weighted_gradient")
  }

  @Test func lossesOfASampleAreFiniteWhereLogitsAreLarge() throws {
    let (loss, gradient) = measure(.sparseCategoricalCrossentropy, [1e38, -1e38, 0], [1])
    #expect(loss.isFinite)
    #expect(gradient == [1, -1, 0])
    #expect(measure(.binaryCrossentropy(), [1e38, -1e38, 0], [1]).loss.isFinite)
  }

  private func compare(_ name: String, weights: String?, mean: String, gradient: String) throws {
    let golden = try Golden(name)
    let outputs = try outputs(golden)
    let labels = try golden.integers("labels")
    let (loss, slopes) = try measure(
      golden, outputs.values, labels, weights: weights.map { try golden.tensor($0).values })
    expect(
      Tensor(shape: [], values: [Float(loss / Double(labels.count))]),
      equals: try golden.tensor(mean), within: .layer, "mean loss")
    expect(
      Tensor(shape: outputs.shape, values: slopes), equals: try golden.tensor(gradient),
      within: .layer, "gradient")
  }

  private func outputs(_ golden: Golden) throws -> Tensor {
    let name = ["outputs", "logits", "probabilities"].first { golden.names(under: "").contains($0) }
    return try golden.tensor(try #require(name))
  }

  private func measure(
    _ golden: Golden, _ outputs: [Float], _ labels: [Int], weights: [Float]? = nil
  ) throws -> (loss: Double, gradient: [Float]) {
    let specification: KerasSpecification = try golden.metadata("loss")
    return measure(try specification.loss(), outputs, labels, weights: weights)
  }

  private func measure(
    _ loss: Loss, _ outputs: [Float], _ labels: [Int], weights: [Float]? = nil
  ) -> (loss: Double, gradient: [Float]) {
    var gradient = [Float](repeating: .nan, count: outputs.count)
    let weights = weights ?? [Float](repeating: 1, count: labels.count)
    let total = loss.measure(
      outputs, labels: labels.map(Int32.init), weights: weights, count: labels.count,
      classes: outputs.count / labels.count, gradient: &gradient, scale: 1 / Float(labels.count))
    return (total, gradient)
  }
}
