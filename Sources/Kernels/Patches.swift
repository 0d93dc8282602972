/// The step between pictures and matrix products: every window's content as one row of a matrix,
/// `[positions, places · channels]`.
public enum Patches {
  /// `patches[position, (row, column, channel) in window] = picture`, 0 in the padding ("im2col"), for
  /// some of the channels.
  public static func gather(
    _ picture: UnsafePointer<Float>, _ window: Window, channels: Range<Int>,
    into patches: UnsafeMutablePointer<Float>
  ) {
    let width = channels.count
    patches.update(repeating: 0, count: window.positions * window.places * width)
    window.forEachPlace { position, place, pixel in
      (patches + (position * window.places + place) * width).update(
        from: picture + pixel * window.channels + channels.lowerBound, count: width)
    }
  }

  /// `picture +=` every window's row put back in its place ("col2im"): the gradient of
  /// ``gather(_:_:channels:into:)``.
  public static func scatterAdd(
    _ patches: UnsafePointer<Float>, _ window: Window, channels: Range<Int>,
    into picture: UnsafeMutablePointer<Float>
  ) {
    let width = channels.count
    window.forEachPlace { position, place, pixel in
      Elementwise.add(
        patches + (position * window.places + place) * width,
        to: picture + pixel * window.channels + channels.lowerBound, count: width)
    }
  }
}
