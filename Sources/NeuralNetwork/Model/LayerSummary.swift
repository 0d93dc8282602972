/// One line of ``Sequential/summary(width:)``, as values.
public struct LayerSummary: Hashable, Sendable {
  /// The layer's name, such as `conv2d_1`, which the names of its variables begin with.
  public let name: String
  /// The layer's type, such as `Conv2D`.
  public let kind: String
  /// Shape of its output for one sample.
  public let outputShape: Shape
  /// Number of values in its variables.
  public let parameterCount: Int
}

extension Sequential {
  /// Names, types, shapes and sizes of the layers, in order: what ``summary(width:)`` prints.
  public var layerSummaries: [LayerSummary] { stack.items.map(\.summary) }
}

extension LayerStack.Item {
  /// The layer in a line.
  var summary: LayerSummary {
    LayerSummary(
      name: name, kind: layer.kind, outputShape: outputShape, parameterCount: parameterCount)
  }
}
