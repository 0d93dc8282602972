/// What a digit is written with.
enum Pen {
  /// Strokes as wide as they were.
  case ordinary
  /// A fine pen: strokes of one width, where the middle of the written ones was.
  case fine
  /// A marker: wider strokes with round ends.
  case marker

  /// A digit of a height with strokes of this pen.
  ///
  /// - Parameter draw: the digit, blown up so many times more, with ordinary strokes.
  func ink(height: Float, _ draw: (_ factor: Float) -> Plane) -> Plane {
    switch self {
    case .ordinary: draw(1)
    case .fine: Self.narrowed(draw(2), width: 2 * max(1.9, 0.06 * height)).halved
    case .marker: Self.widened(draw(2), by: 2 * height * 0.055)
    }
  }

  /// The middle of strokes.
  ///
  /// From a stroke's middle to its edge the distance from the paper falls as fast as the way grows, so
  /// that a place is as far from the middle as its distance is below the largest nearby. That keeps
  /// strokes together, whatever their width was; where it does not, they become wider.
  private static func narrowed(_ ink: Plane, width least: Float) -> Plane {
    // A little blur takes away the branches that steps at the edge would have.
    let depth = ink.distances { $0 < 0.5 }.blurred(sigma: 1)
    let parts = Regions(of: ink, above: 0.5).count(ofInk: true, largerThan: 12)
    var result = ink
    for width in [least, 1.3 * least, 1.7 * least] {
      result = depth.largest(within: Int(width / 2) + 2)
      result.combine(depth) { most, depth in
        let fromMiddle = most - depth
        most = depth > 0.7 ? (width / 2 + 0.5 - fromMiddle).clamped(to: 0...1) : 0
      }
      if Regions(of: result, above: 0.5).count(ofInk: true, largerThan: 12) <= parts { break }
    }
    return result
  }

  /// Everything not far from ink; less far where a hole would close.
  private static func widened(_ ink: Plane, by most: Float) -> Plane {
    let distance = ink.distances { $0 >= 0.5 }
    let holes = Regions(of: ink, above: 0.5).count(ofInk: false, largerThan: 12)
    // A hole is to stay one that can be seen.
    let visible = Int(most * most)
    for growth in [most, 0.75 * most, 0.5 * most, 0.25 * most] {
      var wide = distance
      wide.apply { $0 = (growth + 0.5 - $0).clamped(to: 0...1) }
      if Regions(of: wide, above: 0.3).count(ofInk: false, largerThan: visible) == holes {
        return wide.halved
      }
    }
    return ink.halved
  }
}
