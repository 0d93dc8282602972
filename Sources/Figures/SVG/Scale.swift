/// Maps a range of values to a range of coordinates, linearly.
struct Scale {
  let values: ClosedRange<Double>
  /// Coordinates of the lower and of the upper bound; the former may be the larger one.
  let coordinates: (lower: Double, upper: Double)

  /// The coordinate of a value; the middle if the range is a single value.
  func callAsFunction(_ value: Double) -> Double {
    let span = values.upperBound - values.lowerBound
    let share = span > 0 ? (value - values.lowerBound) / span : 0.5
    return coordinates.lower + share * (coordinates.upper - coordinates.lower)
  }
}

/// Round numbers along an axis.
struct Ticks {
  /// Distance of neighbours: 1, 2 or 5 times a power of ten.
  let step: Double
  /// Multiples of `step`, ascending, the first and last at or beyond the data.
  let values: [Double]

  /// From the first tick to the last.
  var range: ClosedRange<Double> {
    (values.first ?? 0)...(values.last ?? 1)
  }

  /// About `count` ticks that enclose the data.
  ///
  /// A single value gets room on both sides. Data that are not finite count for nothing.
  init(enclosing data: [Double], count: Int) {
    let data = data.filter(\.isDrawable)
    var (low, high) = (data.min() ?? 0, data.max() ?? 1)
    // Sums of neighbouring doubles would not move: a range this narrow is one value.
    if high - low <= max(high.magnitude, low.magnitude) * 1e-9 {
      let room = high.magnitude * 0.05
      (low, high) = high == 0 ? (0, 1) : (low - room, high + room)
    }
    let step = Self.roundStep(atLeast: (high - low) / Double(max(1, count)))
    // A bound that only rounding put beside a multiple of the step is that multiple.
    let first = Int((low / step + 1e-6).rounded(.down))
    let last = Int((high / step - 1e-6).rounded(.up))
    self.step = step
    values = (first...max(first, last)).map { Double($0) * step }
  }

  /// Decimals that tell neighbouring ticks apart, for values multiplied by `factor`.
  func decimals(factor: Double = 1) -> Int {
    var (decimals, step) = (0, step * factor)
    while step < 0.999_999, decimals < 9 { (decimals, step) = (decimals + 1, step * 10) }
    return decimals
  }

  /// Whole epochs to write below an axis from 1 to `last`, about `count` of them.
  static func epochs(last: Int, count: Int) -> [Int] {
    guard last > 0 else { return [] }
    let step = Int(max(1, roundStep(atLeast: Double(last) / Double(max(1, count)))))
    let multiples = Array(stride(from: step, through: last, by: step))
    // Epoch 1 stands beside the multiples wherever it keeps its distance.
    return step >= 5 ? [1] + multiples : multiples
  }

  private static func roundStep(atLeast step: Double) -> Double {
    var power = 1.0
    while power > step { power /= 10 }
    while power * 10 <= step { power *= 10 }
    return [1, 2, 5].map { $0 * power }.first { $0 >= step * 0.999_999 } ?? 10 * power
  }
}

extension Double {
  /// Whether the value can be placed in a chart.
  var isDrawable: Bool { isFinite && magnitude < 1e30 && (self == 0 || magnitude > 1e-30) }
}
