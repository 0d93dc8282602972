/// A layer with a name of its own, or one that is kept from learning.
///
///     Conv2D(filters: 32, kernelSize: 3).named("edges").trainable(false)
///
/// Keras has the arguments `name` and `trainable` in every layer.
public struct CustomizedLayer: Layer {
  /// The layer itself.
  public let base: any Layer
  /// Its name; nil for Keras' automatic one.
  public let name: String?
  /// It may learn.
  public let isTrainable: Bool

  init(_ layer: any Layer, name: String? = nil, isTrainable: Bool? = nil) {
    let before = layer as? CustomizedLayer
    base = layer.uncustomized
    self.name = name ?? before?.name
    self.isTrainable = isTrainable ?? before?.isTrainable ?? true
  }

  /// That of the layer itself.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    try base.outputShape(for: input)
  }

  /// Those of the layer itself; none of them is learnt if it may not learn.
  public func variables(for input: Shape) throws(ModelError) -> [Variable] {
    var variables = try base.variables(for: input)
    for index in variables.indices where !isTrainable { variables[index].isTrainable = false }
    return variables
  }

  /// That of the layer itself.
  public func operation(_ place: Placement) throws(ModelError) -> any Operation {
    try base.operation(place)
  }

  /// As the layer itself, though statistics that stay as they are need nobody else's.
  public var needsWholeBatch: Bool { isTrainable && base.needsWholeBatch }
  /// As the layer itself.
  public var isReshape: Bool { base.isReshape }
  /// As the layer itself.
  public var lastActivation: ActivationFunction? { base.lastActivation }

  /// Reads a layer with its name.
  public init(from decoder: any Decoder) throws {
    self.init(try StoredLayer(from: decoder).layer)
  }

  /// Writes a layer with its name.
  public func encode(to encoder: any Encoder) throws {
    try StoredLayer(self).encode(to: encoder)
  }
}

extension Layer {
  /// The layer itself, without a name or a ban on learning.
  var uncustomized: any Layer { (self as? CustomizedLayer)?.base ?? self }

  /// The same layer under a name of its own, which its variables carry.
  public func named(_ name: String) -> CustomizedLayer { CustomizedLayer(self, name: name) }

  /// The same layer, with or without permission to learn.
  ///
  /// As in Keras, batch normalisation that may not learn also uses, and keeps, the statistics that
  /// it has.
  public func trainable(_ isTrainable: Bool) -> CustomizedLayer {
    CustomizedLayer(self, isTrainable: isTrainable)
  }
}
