/// The sum of several branches: `y = f(x) + g(x) + …`, where Keras has `Add()([f(x), g(x)])`.
///
///     Add {
///       Dense(units: 64)
///       Branch {
///         Dense(units: 16, activation: .relu)
///         Dense(units: 64)
///       }
///     }
public struct Add: BranchingLayer, ComposedLayer {
  /// The terms.
  public let branches: [Branch]
  /// A sum.
  public static var joining: Joining { .sum }
  /// The sum of the given branches, whose outputs have one shape.
  public init(@BranchBuilder _ branches: () -> [Branch]) { self.branches = branches() }
}

/// Several branches side by side along the last axis, where Keras has `Concatenate()([f(x), g(x)])`.
///
///     Concatenate {
///       Conv2D(filters: 16, kernelSize: 1)
///       Conv2D(filters: 16, kernelSize: 3, padding: .same)
///     }
public struct Concatenate: BranchingLayer, ComposedLayer {
  /// What stands side by side.
  public let branches: [Branch]
  /// Along the last axis.
  public static var joining: Joining { .concatenation }
  /// The given branches, whose outputs differ in the last axis at most.
  public init(@BranchBuilder _ branches: () -> [Branch]) { self.branches = branches() }
}

/// Layers with a way around them: `y = x + f(x)`.
///
///     Residual {
///       Conv2D(filters: 64, kernelSize: 3, padding: .same, activation: .relu)
///       Conv2D(filters: 64, kernelSize: 3, padding: .same)
///     }
///
/// The inner layers must keep the shape. He et al., arXiv 1512.03385. Keras has no such layer:
/// there one writes `Add()`.
public struct Residual: BranchingLayer, ComposedLayer {
  /// The layers inside.
  public let layers: [any Layer]
  /// The input itself, and the layers.
  public var branches: [Branch] { [Branch {}, Branch(layers: layers)] }
  /// A sum.
  public static var joining: Joining { .sum }

  /// The given layers with a way around them.
  public init(@LayerBuilder _ layers: () -> [any Layer]) { self.layers = layers() }

  private enum CodingKeys: CodingKey { case layers }

  /// Reads the inner layers.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    layers = try container.decode(Branch.self, forKey: .layers).layers
  }

  /// Writes the inner layers.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Branch(layers: layers), forKey: .layers)
  }
}
