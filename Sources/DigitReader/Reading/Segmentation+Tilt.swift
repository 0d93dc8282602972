internal import NeuralNetwork

extension Segmentation {
  /// Radians that a page may be turned without a difference to the network, 10 degrees: many write
  /// uphill, and upright.
  private static let leastSkew = 0.17
  /// Columns a row that a hand may lean likewise: 24 degrees, more than nearly all of MNIST's; and what
  /// is left of it, which is usual.
  private static let leastSlant = 0.45
  private static let usualSlant = 0.2
  /// Digits that tell how a hand leans.
  private static let leastDigits = 4

  /// Looks at all digits once more, upright, where the page is turned or the hand leans.
  mutating func turnUpright() throws(ModelError) {
    var tilt = Tilt(skew: TextLines(candidates.map(\.box), size: size).skew)
    if abs(tilt.skew) < Self.leastSkew { tilt.skew = 0 }
    // Turned with the clock, what stood leans to the left going down.
    let slants = candidates.map { $0.region.slant + tilt.skew }.sorted()
    if slants.count >= Self.leastDigits {
      let slant = slants[slants.count / 2]
      if abs(slant) > Self.leastSlant {
        tilt.slant = slant > 0 ? slant - Self.usualSlant : slant + Self.usualSlant
      }
    }
    guard tilt != .none else { return }
    candidates = try examiner.candidates(of: candidates.map(\.region), tilt: tilt)
  }
}

extension Region {
  /// Columns to the right for each row down, as a straight line through the ink would go.
  fileprivate var slant: Double {
    var (count, sumX, sumY, sumXY, sumYY) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for mark in marks {
      for run in mark.runs {
        let (length, y) = (Double(run.end - run.start), Double(run.row))
        let x = Double(run.start + run.end - 1) / 2
        count += length
        sumX += length * x
        sumY += length * y
        sumXY += length * x * y
        sumYY += length * y * y
      }
    }
    let spread = sumYY - sumY * sumY / max(1, count)
    return spread > 0 ? (sumXY - sumX * sumY / max(1, count)) / spread : 0
  }
}
