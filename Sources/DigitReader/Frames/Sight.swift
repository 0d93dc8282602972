/// A digit in one frame, or where one is taken to be.
struct Sight {
  var centre: SIMD2<Double>
  /// Columns and rows.
  var extent: SIMD2<Double>
  /// Probability that it is a digit, and each one.
  var probabilities: [Double]

  /// Pixels of the longest side.
  var size: Double { extent.max() }

  /// How much two say the same, from 0 to 1.
  func likeness(to other: Sight) -> Double {
    zip(probabilities, other.probabilities).reduce(0) { $0 + min($1.0, $1.1) }
  }

  /// The median; something to divide by if there are none.
  static func typicalSize(_ sizes: [Double]) -> Double {
    sizes.isEmpty ? 1 : max(1, sizes.sorted()[sizes.count / 2])
  }
}

extension Sight {
  init(_ digit: Page.Digit) {
    let box = digit.box
    self.init(
      centre: SIMD2(box.centre.x, box.centre.y),
      extent: SIMD2(Double(box.width), Double(box.height)), probabilities: digit.probabilities)
  }
}

extension SIMD2<Double> {
  /// How far it is from the origin.
  var length: Double { (self * self).sum().squareRoot() }
}
