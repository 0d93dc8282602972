internal import Kernels

/// The checks that layers share, so that all of them complain in the same words.
extension Layer {
  /// The name of the layer's type, as Keras has it.
  var kind: String { String(describing: Self.self) }

  func requirePositive(_ value: Int, _ name: String) throws(ModelError) {
    guard value > 0 else {
      throw .invalidLayer(kind, "needs a positive `\(name)`; received \(value)")
    }
  }

  /// An activation that changes the shape needs a layer of its own.
  func requireSameShape(_ activation: ActivationFunction) throws(ModelError) {
    guard activation != .glu else {
      throw .invalidLayer(kind, "cannot apply `glu`, which halves an axis: use Activation(.glu)")
    }
  }

  func requirePictures(_ input: Shape) throws(ModelError) {
    guard input.rank == 3, input.axes.allSatisfy({ $0 > 0 }) else {
      throw .invalidLayer(
        kind,
        "needs pictures, (rows, columns, channels); received \(input)"
          + (input.rank == 2 ? ", to which Reshape or the data's shape could add a channel" : ""))
    }
  }

  /// The windows over an input `[rows, columns, channels]`.
  func window(
    over input: Shape, size: Size2D, strides: Size2D, dilation: Size2D = 1, padding: Padding
  ) throws(ModelError) -> Window {
    try requirePictures(input)
    let limit = Shape.largestElementCount
    guard (1...limit).contains(size.rows), (1...limit).contains(size.columns),
      (1...limit).contains(strides.rows), (1...limit).contains(strides.columns)
    else {
      throw .invalidLayer(
        kind, "needs positive sizes and strides; received \(size) and \(strides)")
    }
    guard (1...limit).contains(dilation.rows), (1...limit).contains(dilation.columns) else {
      throw .invalidLayer(kind, "needs a positive `dilationRate`; received \(dilation)")
    }
    let span = Size2D(
      rows: (size.rows - 1) * dilation.rows + 1, columns: (size.columns - 1) * dilation.columns + 1)
    guard padding == .same || (span.rows <= input[0] && span.columns <= input[1]) else {
      throw .invalidLayer(
        kind, "has a window of \(span), larger than its input \(input); pad with `.same`")
    }
    let window = Window(
      over: input, size: size, strides: strides, dilation: dilation, padding: padding)
    // All that is looked at, pixels that are seen by many windows as often: so long may it take.
    let seen: Shape = [
      window.rows.output, window.columns.output, size.rows, size.columns, input[2],
    ]
    guard seen.isReasonable else { throw .invalidShape("the windows of \(kind)", seen) }
    return window
  }
}

extension Window {
  /// The windows over pictures of the given shape.
  init(
    over input: Shape, size: Size2D, strides: Size2D, dilation: Size2D = 1, padding: Padding
  ) {
    self.init(
      input: (input[0], input[1], input[2]), size: size.pair, strides: strides.pair,
      dilation: dilation.pair, pads: padding == .same)
  }
}
