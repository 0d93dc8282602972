internal import Foundation

/// How much an accuracy varies with the seed, told from all that is compared together.
///
/// Three seeds of one setting say next to nothing of its noise; those of eighty say enough. What all of
/// them gain or lose with a seed is taken out first, by the median, for it is no noise to a comparison
/// with equal seeds: a two-way table of Tukey's kind (Exploratory Data Analysis, 1977, chapter 11).
struct SeedNoise: Hashable {
  /// Of a single accuracy.
  let variance: Double
  /// Number of independent values that it is told from.
  let degreesOfFreedom: Int

  /// The noise of a table: a row for each thing, with its accuracies in the order of the seeds; nil if
  /// there are no two of both.
  init?(_ rows: [[Double]]) {
    guard rows.count > 1, let seeds = rows.first?.count, seeds > 1,
      rows.allSatisfy({ $0.count == seeds })
    else { return nil }
    let centered = rows.map { row in
      let mean = row.mean
      return row.map { $0 - mean }
    }
    let shifts = (0..<seeds).map { seed in Self.middle(centered.map { $0[seed] }) }
    let squares = centered.map { row in
      zip(row, shifts).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    // One training that got stuck must not hide what all others say.
    let limit = 20 * Self.middle(squares)
    let kept = limit > 0 ? squares.map { min($0, limit) } : squares
    degreesOfFreedom = (rows.count - 1) * (seeds - 1)
    variance = kept.reduce(0, +) / Double(degreesOfFreedom)
  }

  private static func middle(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
