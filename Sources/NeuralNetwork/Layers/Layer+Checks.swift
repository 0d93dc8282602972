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

  /// The windows over an input `[rows, columns, channels]`.
  func window(
    over input: Shape, size: Size2D, strides: Size2D, padding: Padding
  ) throws(ModelError) -> Window {
    guard input.rank == 3, input.axes.allSatisfy({ $0 > 0 }) else {
      throw .invalidLayer(
        kind, "needs pictures, (rows, columns, channels); received \(input)")
    }
    let limit = Shape.largestElementCount
    guard (1...limit).contains(size.rows), (1...limit).contains(size.columns),
      (1...limit).contains(strides.rows), (1...limit).contains(strides.columns)
    else {
      throw .invalidLayer(
        kind, "needs positive sizes and strides; received \(size) and \(strides)")
    }
    guard padding == .same || (size.rows <= input[0] && size.columns <= input[1]) else {
      throw .invalidLayer(
        kind, "has a window of \(size), larger than its input \(input); pad with `.same`")
    }
    return Window(over: input, size: size, strides: strides, padding: padding)
  }
}

extension Window {
  /// The windows over pictures of the given shape.
  init(over input: Shape, size: Size2D, strides: Size2D, padding: Padding) {
    self.init(
      input: (input[0], input[1], input[2]), size: size.pair, strides: strides.pair,
      pads: padding == .same)
  }
}
