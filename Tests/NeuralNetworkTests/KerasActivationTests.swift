import Foundation
import Testing

@testable import NeuralNetwork

/// Every activation function against Keras: values and derivatives.
@Suite struct KerasActivationTests {
  static let cases = Golden.cases(with: "activation")

  @Test func everyFunctionIsThere() throws {
    #expect(Self.cases.count == 38)
    let names = try Self.cases.map {
      try (Golden($0).metadata("activation") as KerasSpecification).className
    }
    let ours = ActivationFunction.allCases.map(\.name) + ["threshold"]
    #expect(Set(names) == Set(ours).subtracting(["clipped_relu"]))
  }

  @Test(arguments: cases)
  func agrees(name: String) throws {
    let golden = try Golden(name)
    let specification: KerasSpecification = try golden.metadata("activation")
    let function = try specification.activationFunction()
    let outcome = try LayerHarness(layer: Activation(function)).run(
      try golden.tensor("input"), outputGradient: try golden.tensor("output_gradient"), workers: 2)
    let isCancelling = [.softmax, .logSoftmax, .mish, .silu, .tanhShrink].contains(function)
    expect(
      outcome.output, equals: try golden.tensor("output"), within: .layer, "output")
    expect(
      outcome.inputGradient, equals: try golden.tensor("input_gradient"),
      within: isCancelling ? .softmaxGradient : .layer, "input gradient")
  }

  /// Only what is above a threshold passes, as in the example of Keras' `relu`.
  @Test func thresholdItself() throws {
    let input = Tensor(shape: [1, 5], values: [-10, -5, 0, 5, 10])
    let outcome = try LayerHarness(layer: ReLU(threshold: 5)).run(
      input, outputGradient: input, workers: 1)
    #expect(outcome.output.values == [0, 0, 0, 0, 10])
  }

  /// Where one more or less is lost to rounding.
  @Test func sparsemaxOfLargeValues() throws {
    let input = Tensor(shape: [2, 2], values: [2e7, 0, 3e38, 3e38])
    let outcome = try LayerHarness(layer: Activation(.sparsemax)).run(
      input, outputGradient: input, workers: 1)
    #expect(outcome.output.values == [1, 0, 0.5, 0.5])
  }

  /// A file holds the function with its parameters, and nothing else.
  @Test(arguments: cases)
  func storage(name: String) throws {
    let specification: KerasSpecification = try Golden(name).metadata("activation")
    let function = try specification.activationFunction()
    let json = try JSONEncoder().encode([function])
    #expect(try JSONDecoder().decode([ActivationFunction].self, from: json) == [function])
  }

  @Test(arguments: [#"["relo"]"#, #"[["elu", 1, 2]]"#, #"[["threshold"]]"#, "[3]", "[[]]"])
  func unknownFunctions(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([ActivationFunction].self, from: Data(json.utf8))
    }
  }
}
