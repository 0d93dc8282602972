internal import Kernels

/// Mean over all rows and columns, channel by channel.
///
///     y[n, c] = mean over (i, j) of x[n, i, j, c]
///
/// | tensor | shape                          |
/// |--------|--------------------------------|
/// | input  | `[N, rows, columns, channels]` |
/// | output | `[N, channels]`                |
///
/// Keras' `GlobalAveragePooling2D` with its default `keepdims=False`.
public struct GlobalAveragePooling2D: Layer, Equatable {
  /// A mean over the whole picture.
  public init() {}

  /// `[channels]`.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    try requirePictures(input)
    return [input[2]]
  }

  /// The one window of an average pooling that covers the picture.
  public func operation(_ place: Placement) -> any Operation {
    let whole = Size2D(rows: place.inputShape[0], columns: place.inputShape[1])
    return AveragePooling2DOperation(
      place, Window(over: place.inputShape, size: whole, strides: whole, padding: .valid))
  }
}
