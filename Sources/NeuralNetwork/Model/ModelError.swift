/// What can be wrong with a network or with what it is asked to do.
public enum ModelError: Error, Equatable, CustomStringConvertible {
  /// A layer has senseless settings or cannot take its input: the layer's type, and what it needs.
  case invalidLayer(String, String)
  /// An axis is not positive, or there are more elements than memory could hold.
  case invalidShape(String, Shape)
  /// `fit` or `evaluate` before `compile`.
  case notCompiled
  /// The samples have another shape than the network's input.
  case inputMismatch(expected: Shape, received: Shape)
  /// The samples are scaled otherwise than those that the network learnt from.
  case scalingMismatch(expected: Dataset.Scaling, received: Dataset.Scaling)
  /// The network's outputs do not fit the labels.
  case outputMismatch(output: Shape, classes: Int)
  /// The last layer applies softmax or sigmoid, and the loss would apply it again.
  case activationTwice(ActivationFunction)
  /// There is nothing to learn from or to measure on.
  case noSamples(String)
  /// An argument of `fit` makes no sense.
  case invalidArgument(String)

  /// One sentence: what was expected, what came and what to do.
  public var description: String {
    switch self {
    case .invalidLayer(let layer, let need): "\(layer) \(need)."
    case .invalidShape(let place, let shape):
      "Expected \(place) to have positive axes and at most \(Shape.largestElementCount) values; "
        + "received \(shape)."
    case .notCompiled:
      "The model has no optimizer and loss yet: call `compile(optimizer:loss:metrics:)` first."
    case .inputMismatch(let expected, let received):
      "Expected samples of shape \(expected), as the network's input; received \(received)."
    case .scalingMismatch(let expected, let received):
      "Expected samples scaled as in training, x · \(expected.scale) + \(expected.offset); "
        + "received x · \(received.scale) + \(received.offset)."
    case .outputMismatch(let output, let classes):
      "Expected a network with one output for each of \(classes) classes; "
        + "its output has shape \(output)."
        + (output.rank > 1 ? " A Flatten() before its last layer may be missing." : "")
    case .activationTwice(let activation):
      "The last layer applies \(activation.name) and the loss would apply it again: remove it from "
        + "the layer, or tell the loss `fromLogits: false`."
    case .noSamples(let purpose): "There are no samples for \(purpose)."
    case .invalidArgument(let what): what
    }
  }
}
