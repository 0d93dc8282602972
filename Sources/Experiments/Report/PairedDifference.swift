internal import Foundation

/// How much more accurate one thing is than another, told from trainings with the same seeds.
///
/// Student's t test of the differences, one for each seed, moderated: their noise is a mean of the pair's
/// own and of what is usual among all that is compared (``SweepAnalysis`` says of what), or the
/// pair's own where that is larger. The usual one counts as much as the noise of settings is seen to be
/// alike.
///
/// Where several comparisons are made, they count for as many as are possible: the bound for an error in
/// any of them is shared out among all (Bonferroni's correction; Dunn, Journal of the American
/// Statistical Association 56, 1961, 52–64). That holds also for those with the best, which is known
/// only afterwards.
public struct PairedDifference: Codable, Hashable, Sendable {
  /// What a difference means.
  public enum Verdict: String, Codable, Sendable {
    /// It is larger than what seeds alone bring about.
    case larger
    /// Seeds alone may bring it about.
    case notSeen
    /// One seed says nothing of noise.
    case unknown
  }

  /// The probability of seeing a difference anywhere among equals: 5 %.
  public static let errorRate = 0.05

  /// What is compared; the difference is the first less the second.
  public var first, second: String
  /// Number of seeds that both were trained with.
  public var seeds: Int
  /// Mean of the differences, in shares of 1.
  public var mean: Double
  /// What the mean would vary by with other seeds; nil with fewer than two.
  public var standardError: Double?
  /// Where the difference lies in 95 of 100 cases, were it the only one; nil with fewer than two seeds.
  public var interval: ClosedRange<Double>?
  /// The same for all comparisons together: all are right in 95 of 100 cases.
  public var jointInterval: ClosedRange<Double>?
  /// The probability of a mean as large among equals, were it the only one.
  public var probability: Double?
  /// For how many comparisons it counts.
  public var comparisons: Int
  /// Number of independent values that the noise is worth; nil with fewer than two seeds.
  public var degreesOfFreedom: Double?

  /// What it means: larger where ``jointInterval`` does not hold zero.
  public var verdict: Verdict {
    guard let probability else { return .unknown }
    return probability * Double(comparisons) < Self.errorRate ? .larger : .notSeen
  }

  /// The least difference that would have been seen.
  public var leastVisible: Double? {
    jointInterval.map { ($0.upperBound - $0.lowerBound) / 2 }
  }

  /// The difference of two things with one value for each seed.
  /// - Parameters:
  ///   - first: Name of the one.
  ///   - second: Name of the other.
  ///   - values: What both reached, seed by seed.
  ///   - comparisons: How many could have been made in its stead.
  ///   - noise: That of all that is compared; only the pair's own counts if nil.
  ///   - resolution: Distance of neighbouring accuracies; what is told from few pictures is no
  ///     more certain than this allows, however alike the differences.
  init(
    of first: String, and second: String, _ values: [(first: Double, second: Double)],
    comparisons: Int, noise: SeedNoise? = nil, resolution: Double
  ) {
    self.first = first
    self.second = second
    self.comparisons = max(1, comparisons)
    seeds = values.count
    let differences = values.map { $0.first - $0.second }
    let count = Double(max(1, differences.count))
    mean = differences.reduce(0, +) / count
    guard differences.count > 1 else { return }
    let center = mean
    let variance = differences.reduce(0) { $0 + ($1 - center) * ($1 - center) } / (count - 1)
    let own = differences.count - 1
    let (moderated, degrees) =
      noise?.moderated(variance, degreesOfFreedom: own) ?? (variance, Double(own))
    // Two counts that are rounded to whole pictures: a twelfth of the distance squared for each.
    let error = (max(moderated, resolution * resolution / 6) / count).squareRoot()
    standardError = error
    degreesOfFreedom = degrees
    let distribution = StudentT(degreesOfFreedom: degrees)
    // Equals without any noise are equal.
    probability = error > 0 ? distribution.probability(beyond: mean / error) : mean == 0 ? 1 : 0
    func around(_ rate: Double) -> ClosedRange<Double> {
      let reach = error > 0 ? error * distribution.value(beyondWhich: rate) : 0
      return (center - reach)...(center + reach)
    }
    interval = around(Self.errorRate)
    jointInterval = around(Self.errorRate / Double(self.comparisons))
  }
}
