/// An upright rectangle in a drawing.
struct Rectangle {
  let x, y, width, height: Double

  var right: Double { x + width }
  var bottom: Double { y + height }

  /// Whether all sides are numbers, and none is negative.
  var isDrawable: Bool {
    [x, y, width, height].allSatisfy { $0.isFinite && $0.magnitude < 1e9 }
      && width >= 0 && height >= 0
  }

  /// One that is larger by so much on each side.
  func grown(by margin: Double) -> Rectangle {
    Rectangle(
      x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin)
  }

  /// The area that both cover.
  func overlap(_ other: Rectangle) -> Double {
    let across = min(right, other.right) - max(x, other.x)
    let down = min(bottom, other.bottom) - max(y, other.y)
    // What only touches does not overlap, whatever rounding says.
    return across > 1e-6 && down > 1e-6 ? across * down : 0
  }
}
