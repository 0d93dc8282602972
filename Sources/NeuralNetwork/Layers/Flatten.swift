/// All axes of a sample as one: `[N, a, b, c]` becomes `[N, a·b·c]`, the last axis fastest.
public struct Flatten: Layer, Equatable {
  /// A flattening.
  public init() {}

  /// One axis with as many elements as the input has.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape { [input.elementCount] }

  /// Nothing is computed.
  public var isReshape: Bool { true }

  /// Never called, since this is a reshape.
  public func operation(_ place: Placement) -> any Operation { NoOperation() }
}

/// Does nothing.
final class NoOperation: Operation {
  func forward(_ pass: Pass) {}
  func backward(_ pass: Pass) {}
}
