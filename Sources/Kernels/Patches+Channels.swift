extension Patches {
  /// As ``gather(_:_:into:)`` for some of the channels, and for windows with holes: `patches` is
  /// `[positions, places · channels]`.
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

  /// `picture +=` what ``scatter(_:_:into:)`` does, for some of the channels, and for windows with holes.
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
