/// Rows and columns of zeros around a picture.
///
/// | tensor | shape                                                             |
/// |--------|-------------------------------------------------------------------|
/// | input  | `[N, rows, columns, channels]`                                    |
/// | output | `[N, top + rows + bottom, left + columns + right, channels]`      |
///
/// Keras' `ZeroPadding2D`: `padding: 2` pads all sides, `[1, 2]` rows and columns.
public struct ZeroPadding2D: Layer, Equatable {
  /// Pixels added on each side.
  public var top, bottom, left, right: Int

  /// As many pixels before as after.
  public init(padding: Size2D = 1) {
    self.init(
      top: padding.rows, bottom: padding.rows, left: padding.columns, right: padding.columns)
  }

  /// A number of pixels for each side: Keras' `((top, bottom), (left, right))`.
  public init(top: Int, bottom: Int, left: Int, right: Int) {
    self.top = top
    self.bottom = bottom
    self.left = left
    self.right = right
  }

  /// The picture's shape with what is added.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    try requirePictures(input)
    let sides = [top, bottom, left, right]
    guard sides.allSatisfy((0...Shape.largestElementCount).contains) else {
      throw .invalidLayer(kind, "needs paddings that are not negative; received \(sides)")
    }
    return [top + input[0] + bottom, left + input[1] + right, input[2]]
  }

  /// A copy of every row.
  public func operation(_ place: Placement) -> any Operation {
    let (input, output) = (place.inputShape, place.outputShape)
    let run = input[1] * input[2]
    let (top, left) = (top, left)
    /// Where row `row` of a sample lies in the input and in the output.
    @Sendable func offsets(_ sample: Int, _ row: Int) -> (Int, Int) {
      (
        (sample * input[0] + row) * run,
        ((sample * output[0] + top + row) * output[1] + left) * output[2]
      )
    }
    return StatelessOperation(place) { pass, x, y in
      y.update(repeating: 0, count: pass.count * output.elementCount)
      for sample in 0..<pass.count {
        for row in 0..<input[0] {
          let (inner, outer) = offsets(sample, row)
          (y + outer).update(from: x + inner, count: run)
        }
      }
    } backward: { pass, dy, dx in
      for sample in 0..<pass.count {
        for row in 0..<input[0] {
          let (inner, outer) = offsets(sample, row)
          (dx + inner).update(from: dy + outer, count: run)
        }
      }
    }
  }
}
