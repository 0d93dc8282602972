/// `y = x · scale + offset`.
///
/// Keras' `Rescaling`. A ``Dataset`` scales bytes to 0 … 1 by itself, so `Rescaling(scale: 1 / 255)`
/// would scale them twice.
public struct Rescaling: Layer, Equatable {
  /// Factor.
  public var scale: Float
  /// Added after the factor.
  public var offset: Float

  /// A rescaling.
  public init(scale: Float, offset: Float = 0) {
    self.scale = scale
    self.offset = offset
  }

  /// The input's shape.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape { input }

  /// One multiplication and one addition a value.
  public func operation(_ place: Placement) -> any Operation {
    let (scale, offset, count) = (scale, offset, place.inputShape.elementCount)
    return StatelessOperation(place) { pass, x, y in
      for i in 0..<pass.count * count { y[i] = x[i] * scale + offset }
    } backward: { pass, dy, dx in
      for i in 0..<pass.count * count { dx[i] = dy[i] * scale }
    }
  }
}
