/// The shape that a network begins with, as its first layer.
///
///     let model = try Sequential {
///       Input(shape: [28, 28, 1])
///       Flatten()
///       Dense(units: 10)
///     }
///
/// The same as `Sequential(input: [28, 28, 1])`, for those who write it in Keras' order.
public struct Input: Layer, Equatable {
  /// Shape of one sample.
  public let shape: Shape

  /// An input of the given shape.
  public init(shape: Shape) { self.shape = shape }

  /// The same shape: it must be what comes.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    guard input == shape else {
      throw .invalidLayer(kind, "expects samples of shape \(shape); received \(input)")
    }
    return shape
  }

  /// Nothing is computed.
  public var isReshape: Bool { true }

  /// Never called, since this is a reshape.
  public func operation(_ place: Placement) -> any Operation { NoOperation() }
}
