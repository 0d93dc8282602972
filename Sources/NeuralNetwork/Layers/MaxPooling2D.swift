internal import Kernels

/// Maximum under a window, channel by channel.
///
///     y[n, i, j, c] = max over (a, b) in the window of x[n, i·s + a − p, j·t + b − q, c]
///
/// | tensor | shape                            |
/// |--------|----------------------------------|
/// | input  | `[N, rows, columns, channels]`   |
/// | output | `[N, rows′, columns′, channels]` |
///
/// Names and defaults are those of Keras' `MaxPooling2D`: the strides are the window's size. Among
/// equal values the first in row order takes the whole gradient. Padding never wins.
public struct MaxPooling2D: Layer, Equatable {
  /// Rows and columns of the window.
  public var poolSize: Size2D
  /// Distance from one window to the next.
  public var strides: Size2D
  /// What happens at the edge.
  public var padding: Padding

  /// A maximum over windows of the given size, side by side unless strides say otherwise.
  public init(poolSize: Size2D = 2, strides: Size2D? = nil, padding: Padding = .valid) {
    self.poolSize = poolSize
    self.strides = strides ?? poolSize
    self.padding = padding
  }

  /// `[rows′, columns′, channels]`.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    let window = try window(over: input, size: poolSize, strides: strides, padding: padding)
    guard window.rows.size * window.columns.size <= Pooling.largestWindow else {
      throw .invalidLayer(
        kind, "takes windows of at most \(Pooling.largestWindow) pixels; received \(poolSize)")
    }
    return [window.rows.output, window.columns.output, input[2]]
  }

  /// Comparisons forward; backward, the gradient goes where the winner was.
  public func operation(_ place: Placement) -> any Operation { MaxPooling2DOperation(self, place) }
}

private final class MaxPooling2DOperation: Operation {
  let place: Placement
  let window: Window
  let outputCount: Int
  /// Which place of its window each output came from.
  let winners: UnsafeMutablePointer<UInt8>

  init(_ layer: MaxPooling2D, _ place: Placement) {
    self.place = place
    window = Window(
      over: place.inputShape, size: layer.poolSize, strides: layer.strides,
      padding: layer.padding)
    outputCount = place.outputShape.elementCount
    winners = place.context.arena.allocate(place.context.capacity * outputCount, of: UInt8.self)
  }

  func forward(_ pass: Pass) {
    for sample in 0..<pass.count {
      Pooling.maximum(
        of: place.input + sample * window.inputCount, window,
        into: place.output + sample * outputCount, winners: winners + sample * outputCount)
    }
  }

  func backward(_ pass: Pass) {
    guard let outputGradient = place.outputGradient, let inputGradient = place.inputGradient
    else { return }
    for sample in 0..<pass.count {
      Pooling.scatterToWinners(
        outputGradient + sample * outputCount, winners: winners + sample * outputCount, window,
        into: inputGradient + sample * window.inputCount)
    }
  }
}
