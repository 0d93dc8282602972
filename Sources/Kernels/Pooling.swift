private import CKernels

/// Maximum and mean under the windows of one picture, channel by channel.
public enum Pooling {
  /// The most values under one channel of a window: a winner's place is kept in a byte.
  public static let largestWindow = 256

  /// `output[position, c] = max` under the window; `winners` holds which place of the window it
  /// was.
  ///
  /// Among equal values the first in row order wins.
  public static func maximum(
    of picture: UnsafePointer<Float>, _ window: Window, into output: UnsafeMutablePointer<Float>,
    winners: UnsafeMutablePointer<UInt8>
  ) {
    precondition(
      window.rows.size * window.columns.size <= largestWindow,
      "Expected a window of at most \(largestWindow) places.")
    let channels = window.channels
    forEachPlace(of: window) { position, place, source, isFirst in
      let best = output + position * channels
      let winner = winners + position * channels
      if isFirst {
        best.update(from: picture + source, count: channels)
        winner.update(repeating: UInt8(truncatingIfNeeded: place), count: channels)
      } else {
        kernels_keep_larger(
          best, winner, picture + source, channels, UInt8(truncatingIfNeeded: place))
      }
    }
  }

  /// `gradient[winner] += outputGradient`: the gradient of ``maximum(of:_:into:winners:)``.
  public static func scatterToWinners(
    _ outputGradient: UnsafePointer<Float>, winners: UnsafePointer<UInt8>, _ window: Window,
    into gradient: UnsafeMutablePointer<Float>
  ) {
    let (rows, columns, channels) = (window.rows, window.columns, window.channels)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: rows.size * columns.size) { offsets in
      for place in 0..<rows.size * columns.size {
        let (row, column) = place.quotientAndRemainder(dividingBy: columns.size)
        offsets[place] = (row * columns.input + column) * channels
      }
      for y in 0..<rows.output {
        for x in 0..<columns.output {
          let first = (y * columns.output + x) * channels
          let corner = (rows.start(y) * columns.input + columns.start(x)) * channels
          for channel in first..<first + channels {
            let target = corner + offsets[Int(winners[channel])] + channel - first
            gradient[target] += outputGradient[channel]
          }
        }
      }
    }
  }

  /// `output[position, c] =` mean of the pixels under the window; padding does not count.
  public static func mean(
    of picture: UnsafePointer<Float>, _ window: Window, into output: UnsafeMutablePointer<Float>
  ) {
    let channels = window.channels
    output.update(repeating: 0, count: window.positions * channels)
    forEachPlace(of: window) { position, _, source, _ in
      let share = share(of: position, window)
      let (sum, pixel) = (output + position * channels, picture + source)
      for channel in 0..<channels { sum[channel] += pixel[channel] * share }
    }
  }

  /// `gradient[pixel] += outputGradient / pixels under the window`: the gradient of
  /// ``mean(of:_:into:)``.
  public static func scatterMean(
    _ outputGradient: UnsafePointer<Float>, _ window: Window,
    into gradient: UnsafeMutablePointer<Float>
  ) {
    let channels = window.channels
    forEachPlace(of: window) { position, _, source, _ in
      let share = share(of: position, window)
      let (from, pixel) = (outputGradient + position * channels, gradient + source)
      for channel in 0..<channels { pixel[channel] += from[channel] * share }
    }
  }

  /// One over the number of pixels under a window.
  @inline(__always)
  private static func share(of position: Int, _ window: Window) -> Float {
    let (y, x) = position.quotientAndRemainder(dividingBy: window.columns.output)
    return 1 / Float(window.rows.inside(y).count * window.columns.inside(x).count)
  }

  /// Calls `body` for each place of each window that falls on the picture, with the place's number
  /// in the window and where its channels begin in the picture.
  @inline(__always)
  private static func forEachPlace(
    of window: Window,
    _ body: (_ position: Int, _ place: Int, _ source: Int, _ isFirst: Bool) -> Void
  ) {
    let (rows, columns) = (window.rows, window.columns)
    for y in 0..<rows.output {
      let insideRows = rows.inside(y)
      for x in 0..<columns.output {
        let insideColumns = columns.inside(x)
        for row in insideRows {
          for column in insideColumns {
            let pixel = (rows.start(y) + row) * columns.input + columns.start(x) + column
            body(
              y * columns.output + x, row * columns.size + column, pixel * window.channels,
              row == insideRows.lowerBound && column == insideColumns.lowerBound)
          }
        }
      }
    }
  }
}
