internal import Kernels

/// Layers with a way around them: `y = x + f(x)`.
///
///     Residual {
///       Conv2D(filters: 64, kernelSize: 3, padding: .same, activation: .relu)
///       Conv2D(filters: 64, kernelSize: 3, padding: .same)
///     }
///
/// The inner layers must keep the shape. He et al., arXiv 1512.03385. Keras has no such layer:
/// there one writes `Add()`.
public struct Residual: Layer {
  /// The layers inside.
  public let layers: [any Layer]
  /// How many levels of such layers this is, 1 if there are none inside.
  private let depth: Int

  /// Shapes and variables are worked out from scratch at each level, so each doubles the time.
  private static let deepest = 4

  /// The given layers with a way around them.
  public init(@LayerBuilder _ layers: () -> [any Layer]) { self.init(layers()) }

  private init(_ layers: [any Layer]) {
    self.layers = layers
    depth = 1 + (layers.compactMap { ($0 as? Residual)?.depth }.max() ?? 0)
  }

  /// The input's shape.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    guard depth <= Self.deepest else {
      throw .invalidLayer(kind, "goes \(depth) levels deep; at most \(Self.deepest) are allowed")
    }
    let inner = try LayerStack(layers, input: input)
    guard inner.outputShape == input else {
      throw .invalidLayer(
        kind,
        "adds its input to its layers' output, so shapes must agree; "
          + "its layers make \(inner.outputShape) of \(input)")
    }
    return input
  }

  /// Those of the inner layers, as `<layer>/<variable>`.
  public func variables(for input: Shape) throws(ModelError) -> [Variable] {
    try LayerStack(layers, input: input).variables
  }

  /// Some inner layer needs it.
  public var needsWholeBatch: Bool { layers.contains { $0.needsWholeBatch } }

  /// The inner layers, one addition forward and one backward.
  public func operation(_ place: Placement) throws(ModelError) -> any Operation {
    let stack = try LayerStack(layers, input: place.inputShape)
    let inner = try Chain(
      stack, context: place.context, input: place.input, inputGradient: place.inputGradient,
      variables: place.variables, gradients: place.gradients)
    return ResidualOperation(inner, place)
  }

  /// Reads the inner layers.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(try container.decode([LayerKind].self, forKey: .layers).map(\.layer))
  }

  /// Writes the inner layers.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(layers.map(LayerKind.init), forKey: .layers)
  }

  private enum CodingKeys: CodingKey { case layers }
}

private final class ResidualOperation: Operation {
  let place: Placement
  let inner: Chain
  let count: Int

  init(_ inner: Chain, _ place: Placement) {
    self.place = place
    self.inner = inner
    count = place.inputShape.elementCount
  }

  func forward(_ pass: Pass) {
    inner.forward(pass)
    let values = pass.count * count
    for i in 0..<values { place.output[i] = place.input[i] + inner.output[i] }
  }

  func backward(_ pass: Pass) {
    guard let outputGradient = place.outputGradient, let innerGradient = inner.outputGradient
    else { return }
    // Copied, since the inner layers may write over theirs.
    innerGradient.update(from: outputGradient, count: pass.count * count)
    inner.backward(pass)
    if let inputGradient = place.inputGradient {
      Elementwise.add(outputGradient, to: inputGradient, count: pass.count * count)
    }
  }
}
