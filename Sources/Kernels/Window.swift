/// The windows that a convolution or a pooling moves over a picture, `[rows, columns, channels]`.
public struct Window: Sendable {
  /// One axis of the windows.
  public struct Axis: Sendable {
    /// Length of the picture, places of a window, the distance from one window to the next, and
    /// from one place of a window to the next.
    public let input, size, stride, dilation: Int
    /// Number of windows, and number of padded positions before the picture.
    public let output, padding: Int

    /// - Precondition: sizes are positive, and without padding a window is not longer than the
    ///   input.
    init(input: Int, size: Int, stride: Int, dilation: Int = 1, pads: Bool) {
      self.input = input
      self.size = size
      self.stride = stride
      self.dilation = dilation
      let span = (size - 1) * dilation + 1
      if pads {
        output = (input + stride - 1) / stride
        padding = max((output - 1) * stride + span - input, 0) / 2
      } else {
        output = (input - span) / stride + 1
        padding = 0
      }
    }

    /// Length that all windows together cover, padding included.
    public var reach: Int { (output - 1) * stride + span }

    /// Length of picture that a window covers.
    public var span: Int { (size - 1) * dilation + 1 }

    /// The places of window `index` that fall on the picture.
    @inline(__always)
    public func inside(_ index: Int) -> Range<Int> {
      let start = index * stride - padding
      guard dilation > 1 else {
        return max(0, -start)..<max(min(size, input - start), max(0, -start))
      }
      let first = max(0, (dilation - 1 - start) / dilation)
      return first..<max(first, min(size, (input - start + dilation - 1) / dilation))
    }

    /// Where window `index` begins; negative where it begins in the padding.
    @inline(__always)
    public func start(_ index: Int) -> Int { index * stride - padding }
  }

  /// The two axes.
  public let rows, columns: Axis
  /// Channels of the picture.
  public let channels: Int

  /// Windows of `size` rows and columns over a picture of `input` rows, columns and channels.
  ///
  /// If it pads, there are as many windows as `input / stride`, rounded up, and what is missing is
  /// padded, half before and half after, an odd pixel after. Otherwise windows lie wholly inside.
  public init(
    input: (rows: Int, columns: Int, channels: Int), size: (rows: Int, columns: Int),
    strides: (rows: Int, columns: Int), dilation: (rows: Int, columns: Int) = (1, 1), pads: Bool
  ) {
    rows = Axis(
      input: input.rows, size: size.rows, stride: strides.rows, dilation: dilation.rows,
      pads: pads)
    columns = Axis(
      input: input.columns, size: size.columns, stride: strides.columns,
      dilation: dilation.columns, pads: pads)
    channels = input.channels
  }

  /// Number of windows on a picture.
  public var positions: Int { rows.output * columns.output }
  /// Number of pixels under one window.
  public var places: Int { rows.size * columns.size }
  /// Number of values under one window.
  public var patch: Int { places * channels }
  /// Number of values in a picture.
  public var inputCount: Int { rows.input * columns.input * channels }
  /// Windows have holes.
  public var isDilated: Bool { rows.dilation > 1 || columns.dilation > 1 }
  /// Every window is one pixel and they cover the picture in order.
  public var isPointwise: Bool {
    rows.size == 1 && columns.size == 1 && rows.stride == 1 && columns.stride == 1
  }

  /// Calls `body` for each place of each window that falls on the picture, with the window's number,
  /// the place's number in it, and the pixel's.
  @inline(__always)
  func forEachPlace(_ body: (_ position: Int, _ place: Int, _ pixel: Int) -> Void) {
    for y in 0..<rows.output {
      let insideRows = rows.inside(y)
      for x in 0..<columns.output {
        let insideColumns = columns.inside(x)
        for row in insideRows {
          let line = (rows.start(y) + row * rows.dilation) * columns.input + columns.start(x)
          for column in insideColumns {
            body(
              y * columns.output + x, row * columns.size + column,
              line + column * columns.dilation)
          }
        }
      }
    }
  }
}
