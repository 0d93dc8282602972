internal import Foundation

/// How much an accuracy varies with the seed, told from all that is compared together.
///
/// Three seeds of one setting say next to nothing of its noise, while those of eighty together do; yet
/// settings need not be equally noisy. So the variances are taken for values around a usual one,
/// and how far they lie apart says how much that one counts beside a pair's own: a moderated t test
/// (Smyth, Statistical Applications in Genetics and Molecular Biology 3, 2004, article 3, section 6).
///
/// What all of them gain or lose with a seed is taken out first, by the median, for it is no noise to a
/// comparison with equal seeds: a two-way table of Tukey's kind (Exploratory Data Analysis, 1977, chapter
/// 11).
struct SeedNoise: Hashable {
  /// The usual one of a single accuracy.
  let variance: Double
  /// How many independent values this one is worth: few where settings differ much in noise,
  /// infinitely many where no such difference is seen.
  let weight: Double
  /// Number of independent values in all.
  let degreesOfFreedom: Int

  /// The noise of a table: a row for each thing, with its accuracies in the order of the seeds; nil if
  /// there are no two of both.
  ///
  /// - Parameters:
  ///   - rows: The table.
  ///   - resolution: Distance of neighbouring accuracies, which are no more certain than that.
  init?(_ rows: [[Double]], resolution: Double) {
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
    let (rowDegrees, count) = (Double(seeds - 1), Double(rows.count))
    degreesOfFreedom = (rows.count - 1) * (seeds - 1)
    let variances = squares.map { $0 * count / ((count - 1) * rowDegrees) }
    // Counts that are rounded to whole pictures: a twelfth of the distance squared.
    let usual = Self.middle(variances)
    let least = max(resolution * resolution / 12, usual * 1e-5)
    // One or two trainings of many that got stuck must not hide what all others say.
    let logarithms = variances.sorted().dropLast(rows.count / 40).map { log(max($0, least)) }
    let excess =
      least > 0
      ? (logarithms.deviation.map { $0 * $0 } ?? 0) - Polygamma.trigamma(rowDegrees / 2) : 0
    guard excess > 0 else {
      variance = variances.map { usual > 0 ? min($0, 20 * usual) : $0 }.mean
      weight = .infinity
      return
    }
    weight = 2 * Polygamma.inverseTrigamma(excess)
    variance = exp(
      logarithms.mean - Polygamma.digamma(rowDegrees / 2) + log(rowDegrees / 2)
        + Polygamma.digamma(weight / 2) - log(weight / 2))
  }

  /// What a pair's differences vary by, given what they were seen to vary by, and how many independent
  /// values that is told from.
  func moderated(_ own: Double, degreesOfFreedom: Int) -> (variance: Double, degrees: Double) {
    let degrees = Double(degreesOfFreedom)
    let both = min(weight + degrees, Double(max(self.degreesOfFreedom, degreesOfFreedom)))
    guard weight.isFinite else { return (max(own, 2 * variance), both) }
    return (max(own, (weight * 2 * variance + degrees * own) / (weight + degrees)), both)
  }

  private static func middle(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
