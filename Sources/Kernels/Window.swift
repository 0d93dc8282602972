/// The windows that a convolution or a pooling moves over a picture, `[rows, columns, channels]`.
public struct Window: Sendable {
  /// One axis of the windows.
  public struct Axis: Sendable {
    /// Length of the picture, of a window, and the distance from one window to the next.
    public let input, size, stride: Int
    /// Number of windows, and number of padded positions before the picture.
    public let output, padding: Int

    /// - Precondition: sizes are positive, and without padding a window is not longer than the
    ///   input.
    init(input: Int, size: Int, stride: Int, pads: Bool) {
      self.input = input
      self.size = size
      self.stride = stride
      if pads {
        output = (input + stride - 1) / stride
        padding = max((output - 1) * stride + size - input, 0) / 2
      } else {
        output = (input - size) / stride + 1
        padding = 0
      }
    }

    /// The offsets inside window `index` that fall on the picture.
    @inline(__always)
    public func inside(_ index: Int) -> Range<Int> {
      let start = index * stride - padding
      return max(0, -start)..<max(min(size, input - start), max(0, -start))
    }

    /// The windows that lie wholly on the picture.
    public var whole: Range<Int> {
      let first = min(output, (padding + stride - 1) / stride)
      let last = input - size + padding
      return first..<max(first, last < 0 ? 0 : min(output, last / stride + 1))
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
  /// - Parameter pads: There are as many windows as `input / stride`, rounded up, and what is
  ///   missing is padded, half before and half after, an odd pixel after. Otherwise windows lie
  ///   wholly inside.
  public init(
    input: (rows: Int, columns: Int, channels: Int), size: (rows: Int, columns: Int),
    strides: (rows: Int, columns: Int), pads: Bool
  ) {
    rows = Axis(input: input.rows, size: size.rows, stride: strides.rows, pads: pads)
    columns = Axis(
      input: input.columns, size: size.columns, stride: strides.columns, pads: pads)
    channels = input.channels
  }

  /// Number of windows on a picture.
  public var positions: Int { rows.output * columns.output }
  /// Number of values under one window.
  public var patch: Int { rows.size * columns.size * channels }
  /// Number of values in a picture.
  public var inputCount: Int { rows.input * columns.input * channels }
  /// Every window is one pixel and they cover the picture in order.
  public var isPointwise: Bool {
    rows.size == 1 && columns.size == 1 && rows.stride == 1 && columns.stride == 1
  }
}
