/// The same values under other axes, in row-major order.
///
///     Reshape(targetShape: [4, -1])      // [N, 2, 6] becomes [N, 4, 3]
///
/// Keras' `Reshape`: one axis may be −1 and is worked out.
public struct Reshape: Layer, Equatable {
  /// Axes of one output sample; one of them may be −1.
  public let targetShape: Shape

  /// A reshape to the given axes.
  public init(targetShape: Shape) { self.targetShape = targetShape }

  /// The target shape, without −1.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    let unknown = targetShape.axes.indices.filter { targetShape[$0] == -1 }
    let known = Shape(targetShape.axes.filter { $0 != -1 })
    guard unknown.count <= 1, known.isReasonable, input.elementCount % known.elementCount == 0
    else {
      throw .invalidLayer(kind, "cannot make \(targetShape) of \(input)")
    }
    let rest = input.elementCount / known.elementCount
    guard unknown.count == 1 || rest == 1 else {
      throw .invalidLayer(kind, "cannot make \(targetShape) of \(input): the counts differ")
    }
    return Shape(targetShape.axes.map { $0 == -1 ? rest : $0 })
  }

  /// Nothing is computed.
  public var isReshape: Bool { true }

  /// Never called, since this is a reshape.
  public func operation(_ place: Placement) -> any Operation { NoOperation() }
}
