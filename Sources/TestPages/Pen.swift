/// How wide a digit's strokes become.
///
/// A place is ink if it is darker than a share of the darkest nearby: low shares give wide strokes,
/// high ones narrow strokes that follow the middle of the written one.
struct Pen {
  /// Deviation of the Gaussian that a picture is blurred with first, in MNIST's pixels.
  var softness: Float
  /// Shares to try, until one keeps the digit's parts together and its holes open; none
  /// for strokes as they were written.
  var shares: [Float]

  /// Strokes as they were written.
  static let ordinary = Pen(softness: 0.5, shares: [])
  /// A fine pen.
  static let thin = Pen(softness: 1.1, shares: [0.88, 0.84, 0.8, 0.74, 0.68, 0.6])
  /// A marker.
  static let thick = Pen(softness: 0.8, shares: [0.2, 0.26, 0.32, 0.4])
}
