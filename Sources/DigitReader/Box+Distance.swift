extension Box {
  /// Pixels.
  var area: Int { width * height }

  /// The middle.
  var centre: (x: Double, y: Double) {
    (Double(x) + Double(width) / 2, Double(y) + Double(height) / 2)
  }

  /// Pixels between the boxes, along the axis where they are further apart; 0 if they touch.
  func distance(to other: Box) -> Int { max(-overlapAcross(other), -overlapDown(other), 0) }
}
