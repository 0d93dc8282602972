/// Lets layers be written one under the other, with `if`, `if … else`, `switch` and `for` between
/// them.
@resultBuilder
public enum LayerBuilder {
  /// A layer.
  public static func buildExpression(_ layer: any Layer) -> [any Layer] { [layer] }
  /// Layers made elsewhere.
  public static func buildExpression(_ layers: [any Layer]) -> [any Layer] { layers }
  /// Layers hold no weights, so a model's layers alone would begin anew.
  @available(
    *, unavailable,
    message: "write model.layers for the same layers; copyWeights(from:) brings their weights"
  )
  public static func buildExpression(_ model: Sequential) -> [any Layer] { model.layers }
  /// Layers one after the other.
  public static func buildBlock(_ parts: [any Layer]...) -> [any Layer] { parts.flatMap(\.self) }
  /// An `if` without `else`: its layers, or none.
  public static func buildOptional(_ layers: [any Layer]?) -> [any Layer] { layers ?? [] }
  /// The first branch.
  public static func buildEither(first layers: [any Layer]) -> [any Layer] { layers }
  /// The second branch.
  public static func buildEither(second layers: [any Layer]) -> [any Layer] { layers }
  /// The layers of all turns of a loop.
  public static func buildArray(_ turns: [[any Layer]]) -> [any Layer] { turns.flatMap(\.self) }
}
