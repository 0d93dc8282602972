import Foundation

/// Maps shares of right answers to coordinates by the logarithm of the share of wrong ones, so that
/// 98 % and 99 % are as far apart as 96 % and 98 %.
struct ShareScale {
  /// Round shares along the axis, rising; the first and last at or beyond the data.
  let ticks: [Double]

  private let scale: Scale

  private static let coarse = [1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001]
  private static let fine = [
    1, 0.8, 0.6, 0.5, 0.4, 0.3, 0.2, 0.15, 0.1, 0.07, 0.05, 0.04, 0.03, 0.025, 0.02, 0.015, 0.012,
    0.01, 0.008, 0.006, 0.005, 0.004, 0.003, 0.002, 0.001,
  ]
  /// What is nearer to all than this is drawn as if it were not.
  private static let least = 0.001

  /// A scale for the data, those that are no shares left out.
  init(enclosing data: [Double], coordinates: (lower: Double, upper: Double)) {
    let errors = data.filter { (0...1).contains($0) }.map { max(1 - $0, Self.least) }
    let range = (errors.min() ?? 0.01)...(errors.max() ?? 1)
    let errorTicks =
      [Self.coarse, Self.fine].map { Self.ticks($0, enclosing: range) }.first { $0.count >= 4 }
      ?? Self.ticks(Self.fine, enclosing: range)
    ticks = errorTicks.map { 1 - $0 }
    let ends = (log(errorTicks.first ?? 1), log(errorTicks.last ?? Self.least))
    scale = Scale(values: -ends.0...max(-ends.0 + 1e-9, -ends.1), coordinates: coordinates)
  }

  /// The coordinate of a share; those beyond the axis lie at its end.
  func callAsFunction(_ share: Double) -> Double {
    let value = -log(min(max(1 - share, Self.least), 1))
    return scale(min(max(value, scale.values.lowerBound), scale.values.upperBound))
  }

  /// A tick as it is written: `98 %`, `99.5 %`.
  static func text(_ tick: Double) -> String {
    "\(coordinate(tick * 100))\u{a0}%"
  }

  /// Neighbouring errors, falling, that enclose the range.
  private static func ticks(_ all: [Double], enclosing range: ClosedRange<Double>) -> [Double] {
    let first = all.lastIndex { $0 >= range.upperBound - 1e-12 } ?? 0
    let last = all.firstIndex { $0 <= range.lowerBound + 1e-12 } ?? all.count - 1
    let low = min(first, all.count - 2)
    return Array(all[low...max(last, low + 1)])
  }
}
