/// Layers one after the other, as one of several ways through ``Add`` or ``Concatenate``.
///
/// A branch without layers hands on its input.
public struct Branch: Sendable, Codable {
  /// The layers.
  public let layers: [any Layer]
  /// How many levels of branches this is, 1 if there are none inside.
  let depth: Int

  /// The given layers.
  public init(@LayerBuilder _ layers: () -> [any Layer]) { self.init(layers: layers()) }

  init(layers: [any Layer]) {
    self.layers = layers
    let inner = layers.compactMap { $0.uncustomized as? any BranchingLayer }
    depth = 1 + (inner.compactMap { $0.branches.map(\.depth).max() }.max() ?? 0)
  }

  /// Reads the layers.
  public init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    var layers: [any Layer] = []
    while !container.isAtEnd { layers.append(try container.decode(StoredLayer.self).layer) }
    self.init(layers: layers)
  }

  /// Writes the layers.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for layer in layers { try container.encode(StoredLayer(layer)) }
  }
}

/// Lets branches be written one under the other; a layer alone is a branch, too.
@resultBuilder
public enum BranchBuilder {
  /// A branch.
  public static func buildExpression(_ branch: Branch) -> [Branch] { [branch] }
  /// A branch of one layer.
  public static func buildExpression(_ layer: any Layer) -> [Branch] { [Branch(layers: [layer])] }
  /// Layers from elsewhere: they do not say which of them would be a branch.
  @available(*, unavailable, message: "write Branch { … } around layers that follow each other")
  public static func buildExpression(_ layers: [any Layer]) -> [Branch] { [Branch(layers: layers)] }
  /// Branches one after the other.
  public static func buildBlock(_ parts: [Branch]...) -> [Branch] { parts.flatMap(\.self) }
  /// An `if` without `else`: its branches, or none.
  public static func buildOptional(_ branches: [Branch]?) -> [Branch] { branches ?? [] }
  /// The first way.
  public static func buildEither(first branches: [Branch]) -> [Branch] { branches }
  /// The second way.
  public static func buildEither(second branches: [Branch]) -> [Branch] { branches }
  /// The branches of all turns of a loop.
  public static func buildArray(_ turns: [[Branch]]) -> [Branch] { turns.flatMap(\.self) }
}
