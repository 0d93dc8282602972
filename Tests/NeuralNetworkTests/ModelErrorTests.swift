import Kernels
import Testing

@testable import NeuralNetwork

/// Layers that cannot be, and the sentence that says why.
@Suite struct ModelErrorTests {
  static let cases: [(layer: any Layer, input: Shape, message: String)] = [
    (Dense(units: 0), [5], "Dense needs a positive `units`; received 0."),
    (Dense(units: 3), [], "Dense needs an input with at least one axis; received ()."),
    (
      Dense(units: 1 << 30), [1],
      "Expected layer dense to have positive axes and at most 536870912 values; "
        + "received (1073741824,)."
    ),
    (
      Conv2D(filters: -1, kernelSize: 3), [5, 5, 1],
      "Conv2D needs a positive `filters`; received -1."
    ),
    (
      Conv2D(filters: 2, kernelSize: 3), [5, 5],
      "Conv2D needs pictures, (rows, columns, channels); received (5, 5), to which Reshape or the "
        + "data's shape could add a channel."
    ),
    (
      Conv2D(filters: 2, kernelSize: 3, strides: [0, 1]), [5, 5, 1],
      "Conv2D needs positive sizes and strides; received (3, 3) and (0, 1)."
    ),
    (
      Conv2D(filters: 2, kernelSize: [2, 6]), [5, 5, 1],
      "Conv2D has a window of (2, 6), larger than its input (5, 5, 1); pad with `.same`."
    ),
    (
      MaxPooling2D(poolSize: 0), [5, 5, 1],
      "MaxPooling2D needs positive sizes and strides; received (0, 0) and (0, 0)."
    ),
    (
      MaxPooling2D(poolSize: 17, padding: .same), [5, 5, 1],
      "MaxPooling2D takes windows of at most 256 pixels; received (17, 17)."
    ),
    (
      AveragePooling2D(poolSize: 6), [5, 5, 1],
      "AveragePooling2D has a window of (6, 6), larger than its input (5, 5, 1); pad with `.same`."
    ),
    (
      GlobalAveragePooling2D(), [5],
      "GlobalAveragePooling2D needs pictures, (rows, columns, channels); received (5,)."
    ),
    (Dropout(rate: 1), [5], "Dropout needs a `rate` from 0 to below 1; received 1.0."),
    (Dropout(rate: .nan), [5], "Dropout needs a `rate` from 0 to below 1; received nan."),
    (
      BatchNormalization(momentum: 2), [5],
      "BatchNormalization needs a `momentum` from 0 to 1 and a positive `epsilon`; "
        + "received 2.0 and 0.001."
    ),
    (
      BatchNormalization(), [],
      "BatchNormalization needs an input with at least one axis; received ()."
    ),
    (
      Residual { Dense(units: 4) }, [5],
      "Residual joins its branches, so their shapes must agree; they make (5,), (4,) of (5,)."
    ),
    (Residual { Dense(units: 0) }, [5], "Dense needs a positive `units`; received 0."),
    (
      Dense(units: 2, kernelConstraint: .unitNorm(axes: [2])), [5],
      "Dense has a constraint over axis 2, which kernel (5, 2) lacks."
    ),
    (
      AveragePooling2D(poolSize: 2800, strides: 1, padding: .same), [2800, 2800, 1],
      "Expected the windows of AveragePooling2D to have positive axes and at most 536870912 "
        + "values; received (2800, 2800, 2800, 2800, 1)."
    ),
    (
      Conv2D(filters: 1, kernelSize: 22, padding: .same, dilationRate: 2), [1000, 1000, 1],
      "Conv2D makes (1000, 1000, 1) of a sample, 486000000 values with the layers before it; at "
        + "most 16777216 are allowed."
    ),
    (
      Flatten(), [3, 0],
      "Expected the input to have positive axes and at most 536870912 values; received (3, 0)."
    ),
  ]

  @Test(arguments: cases.indices)
  func layer(number: Int) {
    let (layer, input, message) = Self.cases[number]
    let error = #expect(throws: ModelError.self) { try Sequential(input: input, layers: [layer]) }
    #expect(error?.description == message)
  }

  @Test(arguments: [
    (
      ModelError.notCompiled,
      "The model has no optimizer and loss yet: call `compile(optimizer:loss:metrics:)` first."
    ),
    (
      .inputMismatch(expected: [5], received: [5, 1]),
      "Expected samples of shape (5,), as the network's input; received (5, 1)."
    ),
    (
      .outputMismatch(output: [2], classes: 3),
      "Expected a network with one output for each of 3 classes; its output has shape (2,)."
    ),
    (
      .activationTwice(.softmax),
      "The last layer applies softmax and the loss would apply it again: remove it from the layer, "
        + "or tell the loss `fromLogits: false`."
    ),
    (.noSamples("training"), "There are no samples for training."),
    (.invalidArgument("Expected a cat."), "Expected a cat."),
  ])
  func sentence(error: ModelError, text: String) { #expect(error.description == text) }

  /// A long way around is refused at once, however it was made.
  @Test(.timeLimit(.minutes(1)))
  func residualsNest() throws {
    func nested(_ levels: Int) -> any Layer {
      (1..<levels).reduce(Residual {} as any Layer) { layer, _ in Residual { layer } }
    }
    let model = try Sequential(input: [2], layers: [nested(4)])
    #expect(model.parameterCount == 0)
    let error = ModelError.invalidLayer(
      "Residual", "goes 5 levels deep; at most 4 are allowed")
    #expect(throws: error) { try Sequential(input: [2], layers: [nested(5)]) }
    #expect(throws: ModelError.self) { try Sequential(input: [2], layers: [nested(1000)]) }
  }
}
