internal import Kernels

/// Mean under a window, channel by channel.
///
///     y[n, i, j, c] = mean over (a, b) in the window, if on the picture,
///                     of x[n, i·s + a − p, j·t + b − q, c]
///
/// | tensor | shape                            |
/// |--------|----------------------------------|
/// | input  | `[N, rows, columns, channels]`   |
/// | output | `[N, rows′, columns′, channels]` |
///
/// Names and defaults are those of Keras' `AveragePooling2D`: the strides are the window's size,
/// and padding does not count.
public struct AveragePooling2D: Layer, Equatable {
  /// Rows and columns of the window.
  public var poolSize: Size2D
  /// Distance from one window to the next.
  public var strides: Size2D
  /// What happens at the edge.
  public var padding: Padding

  /// A mean over windows of the given size, side by side unless strides say otherwise.
  public init(poolSize: Size2D = 2, strides: Size2D? = nil, padding: Padding = .valid) {
    self.poolSize = poolSize
    self.strides = strides ?? poolSize
    self.padding = padding
  }

  /// `[rows′, columns′, channels]`.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    let window = try window(over: input, size: poolSize, strides: strides, padding: padding)
    return [window.rows.output, window.columns.output, input[2]]
  }

  /// Sums forward; backward, every pixel gets its share.
  public func operation(_ place: Placement) -> any Operation {
    AveragePooling2DOperation(
      place,
      Window(over: place.inputShape, size: poolSize, strides: strides, padding: padding))
  }
}

/// Sums forward; backward, every pixel gets its share.
final class AveragePooling2DOperation: Operation {
  private let place: Placement
  private let window: Window
  private let outputCount: Int

  init(_ place: Placement, _ window: Window) {
    self.place = place
    self.window = window
    outputCount = place.outputShape.elementCount
  }

  func forward(_ pass: Pass) {
    for sample in 0..<pass.count {
      Pooling.mean(
        of: place.input + sample * window.inputCount, window,
        into: place.output + sample * outputCount)
    }
  }

  func backward(_ pass: Pass) {
    guard let outputGradient = place.outputGradient, let inputGradient = place.inputGradient
    else { return }
    for sample in 0..<pass.count {
      Pooling.scatterMean(
        outputGradient + sample * outputCount, window,
        into: inputGradient + sample * window.inputCount)
    }
  }
}
