private import CKernels

/// The step between pictures and matrix products: every window's content as one row of a matrix.
public enum Patches {
  /// `patches[position, (row, column, channel) in window] = picture`, 0 in the padding ("im2col").
  public static func gather(
    _ picture: UnsafePointer<Float>, _ window: Window, into patches: UnsafeMutablePointer<Float>
  ) {
    let (rows, columns, channels) = (window.rows, window.columns, window.channels)
    let run = columns.size * channels
    let whole = columns.whole
    for y in 0..<rows.output {
      let inside = rows.inside(y)
      for row in 0..<rows.size {
        let line = patches + y * columns.output * window.patch + row * run
        guard inside.contains(row) else {
          for x in 0..<columns.output {
            (line + x * window.patch).update(repeating: 0, count: run)
          }
          continue
        }
        let source = picture + (rows.start(y) + row) * columns.input * channels
        for x in 0..<whole.lowerBound { gatherEdge(source, window, x, line) }
        if !whole.isEmpty {
          kernels_gather_runs(
            line + whole.lowerBound * window.patch, window.patch,
            source + columns.start(whole.lowerBound) * channels, columns.stride * channels,
            whole.count, run)
        }
        for x in whole.upperBound..<columns.output { gatherEdge(source, window, x, line) }
      }
    }
  }

  /// One row of a window that reaches over the left or right edge.
  private static func gatherEdge(
    _ source: UnsafePointer<Float>, _ window: Window, _ x: Int,
    _ line: UnsafeMutablePointer<Float>
  ) {
    let (columns, channels) = (window.columns, window.channels)
    let target = line + x * window.patch
    let inside = columns.inside(x)
    target.update(repeating: 0, count: columns.size * channels)
    (target + inside.lowerBound * channels).update(
      from: source + (columns.start(x) + inside.lowerBound) * channels,
      count: inside.count * channels)
  }

  /// `picture =` the sum of every window's row put back in its place ("col2im"): the gradient of
  /// ``gather(_:_:into:)``.
  public static func scatter(
    _ patches: UnsafePointer<Float>, _ window: Window, into picture: UnsafeMutablePointer<Float>
  ) {
    withUnsafePointer(to: window.kernelsWindow) { kernels_collect_patches(picture, patches, $0) }
  }
}
