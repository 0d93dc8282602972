import Testing

@testable import NeuralNetwork

/// Cross-entropy against Keras, of logits and of probabilities.
@Suite struct KerasLossTests {
  static let cases = Golden.cases(with: "loss")

  @Test func thereAreTwo() { #expect(Self.cases.count == 2) }

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
    let golden = try Golden(name)
    let outputs = try outputs(golden)
    let labels = try golden.integers("labels")
    let (loss, gradient) = try measure(golden, outputs.values, labels)
    expect(
      Tensor(shape: [], values: [Float(loss / Double(labels.count))]),
      equals: try golden.tensor("mean_loss"), within: .layer, "mean loss")
    expect(
      Tensor(shape: outputs.shape, values: gradient), equals: try golden.tensor("gradient"),
      within: .layer, "gradient")
  }

  @Test func lossesOfASampleAreFiniteWhereLogitsAreLarge() throws {
    let (loss, gradient) = measure(.sparseCategoricalCrossentropy, [1e38, -1e38, 0], [1])
    #expect(loss.isFinite)
    #expect(gradient == [1, -1, 0])
  }

  private func outputs(_ golden: Golden) throws -> Tensor {
    try golden.tensor(golden.names(under: "").contains("logits") ? "logits" : "probabilities")
  }

  private func measure(
    _ golden: Golden, _ outputs: [Float], _ labels: [Int]
  ) throws -> (loss: Double, gradient: [Float]) {
    let specification: KerasSpecification = try golden.metadata("loss")
    let fromLogits = specification.config.fromLogits == true
    return measure(.sparseCategoricalCrossentropy(fromLogits: fromLogits), outputs, labels)
  }

  private func measure(
    _ loss: Loss, _ outputs: [Float], _ labels: [Int]
  ) -> (loss: Double, gradient: [Float]) {
    var gradient = [Float](repeating: .nan, count: outputs.count)
    let total = loss.measure(
      outputs, labels: labels.map(Int32.init), count: labels.count,
      classes: outputs.count / labels.count, gradient: &gradient, scale: 1 / Float(labels.count))
    return (total, gradient)
  }
}
