@testable import Kernels

extension Window {
  /// Small windows of every kind: wider than high and the reverse, overlapping and apart, larger than the picture.
  static let samples: [Window] = {
    var windows: [Window] = []
    for pads in [false, true] {
      for (rows, columns) in [(1, 1), (2, 7), (5, 4), (6, 9)] {
        for size in [(1, 1), (2, 3), (3, 2), (5, 5), (3, 3), (7, 8)] {
          for strides in [(1, 1), (2, 1), (1, 3), (3, 2)] {
            for channels in [1, 3] {
              guard pads || size.0 <= rows && size.1 <= columns else { continue }
              windows.append(
                Window(
                  input: (rows, columns, channels), size: size, strides: strides, pads: pads))
            }
          }
        }
      }
    }
    return windows
  }()

  /// Calls `body` for every value under every window in order; `pixel` is nil in the padding.
  func forEachValue(
    _ body: (_ position: Int, _ place: Int, _ channel: Int, _ pixel: Int?) -> Void
  ) {
    for y in 0..<rows.output {
      for x in 0..<columns.output {
        for row in 0..<rows.size {
          for column in 0..<columns.size {
            for channel in 0..<channels {
              let (down, right) = (
                y * rows.stride - rows.padding + row, x * columns.stride - columns.padding + column
              )
              let falls = (0..<rows.input).contains(down) && (0..<columns.input).contains(right)
              body(
                y * columns.output + x, row * columns.size + column, channel,
                falls ? (down * columns.input + right) * channels + channel : nil)
            }
          }
        }
      }
    }
  }
}
