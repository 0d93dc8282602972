import Testing

@testable import NeuralNetwork

/// Every layer against Keras: whole arrays, forward and backward.
@Suite struct KerasLayerTests {
  static let cases = Golden.cases(with: "layer")

  /// Slices of 3 and 5 samples on up to 4 workers, so that one worker has nothing to do.
  @Test(arguments: cases, [1, 2, 3, 4])
  func agrees(name: String, workers: Int) throws {
    try compare(name, workers: workers, pieceSize: nil)
  }

  /// Gradients of the pieces of a slice add up.
  @Test(arguments: cases, [1, 2])
  func agreesInPieces(name: String, workers: Int) throws {
    let specification: KerasSpecification = try Golden(name).metadata("layer")
    guard try !specification.layer().needsWholeBatch else { return }
    try compare(name, workers: workers, pieceSize: 1)
  }

  /// A file that no test reads would prove nothing.
  @Test func everyGoldenFileIsRead() {
    let all = Golden.cases(with: "keras")
    let read = Set(
      [
        "layer", "loss", "optimizer", "model", "activation", "metric", "regularizer", "constraint",
        "augmentation",
      ].flatMap(Golden.cases(with:)))
    #expect(read == Set(all))
    #expect(Self.cases.count == 64)
  }

  private func compare(_ name: String, workers: Int, pieceSize: Int?) throws {
    struct Call: Decodable { var training: Bool? }
    let golden = try Golden(name)
    let specification: KerasSpecification = try golden.metadata("layer")
    let call: Call = try golden.metadata("call")
    var harness = LayerHarness(layer: try specification.layer())
    harness.isTraining = call.training ?? true
    for variable in golden.names(under: "variables/") {
      harness.variables[variable] = try golden.tensor("variables/\(variable)")
    }
    let outcome = try harness.run(
      try golden.tensor("input"), outputGradient: try golden.tensor("output_gradient"),
      workers: workers, pieceSize: pieceSize)

    let forValues: Tolerance = name == "conv2d_winograd" ? .winograd : .layer
    let forGradients =
      try specification.layer().lastActivation == .softmax ? .softmaxGradient : forValues
    expect(outcome.output, equals: try golden.tensor("output"), within: forValues, "output")
    expect(
      outcome.inputGradient, equals: try golden.tensor("input_gradient"), within: forGradients,
      "input gradient")
    #expect(outcome.gradients.keys.sorted() == golden.names(under: "gradients/"))
    for (variable, gradient) in outcome.gradients {
      expect(
        gradient, equals: try golden.tensor("gradients/\(variable)"), within: forGradients,
        "gradient of \(variable)")
    }
    for (variable, value) in outcome.variables {
      let isMoved = golden.names(under: "after/").contains(variable)
      expect(
        value, equals: try golden.tensor("\(isMoved ? "after" : "variables")/\(variable)"),
        within: isMoved ? .layer : .exact, "\(variable) after the pass")
    }
  }
}
