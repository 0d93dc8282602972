internal import Foundation

/// Area under a curve of hits over a threshold, all outputs of all samples taken together.
///
/// Thresholds are evenly spaced, so the area is exact to about one over their number. Keras' `AUC`
/// with its default summation.
public struct AUC: MetricFunction {
  /// Which curve.
  public enum Curve: String, Codable, Sendable {
    /// Hits against false alarms, both as shares; 1/2 is chance.
    case roc
    /// Precision against recall: Davis and Goadrich, ICML 2006.
    case precisionRecall
  }

  var curve: Curve
  /// Kept within 3 and 100,000, wherever it comes from.
  private let wantedThresholds: Int
  private var thresholdCount: Int { min(max(3, wantedThresholds), 100_000) }

  init(curve: Curve, thresholdCount: Int) {
    self.curve = curve
    wantedThresholds = thresholdCount
  }
  /// `auc`.
  public var name: String { "auc" }

  /// How many true and how many false answers lie between two thresholds.
  public func sumCount(outputs: Int) -> Int { 2 * thresholdCount }

  /// Counts each output between its thresholds.
  public func add(_ outputs: UnsafeBufferPointer<Float>, label: Int, to sums: inout Sums) {
    let target = Target(label: label, count: outputs.count)
    for (c, output) in outputs.enumerated() {
      let place = (output * Float(thresholdCount - 1)).rounded(.up) - 1
      let bucket = min(max(place.isNaN ? 0 : place, 0), Float(thresholdCount - 1))
      sums[(target.isTrue(c) ? 0 : thresholdCount) + Int(bucket)] += 1
    }
  }

  /// The area.
  public func result(_ sums: Sums) -> Double {
    /// Answers above each threshold; below the lowest lie none.
    func above(_ first: Int) -> [Double] {
      var counts = [Double](repeating: 0, count: thresholdCount)
      var total = 0.0
      for i in (0..<thresholdCount).reversed() {
        total += sums[first + i]
        counts[i] = total
      }
      return counts
    }
    let (hits, alarms) = (above(0), above(thresholdCount))
    guard hits[0] > 0, alarms[0] > 0 || curve == .precisionRecall else { return 0 }
    return (0..<thresholdCount - 1).reduce(0) { area, i in
      area
        + (curve == .roc
          ? (hits[i] + hits[i + 1]) / 2 * (alarms[i] - alarms[i + 1]) / (hits[0] * alarms[0])
          : precisionRecallStep(hits, alarms, i))
    }
  }

  /// Between two thresholds precision runs along a hyperbola, not a line.
  private func precisionRecallStep(_ hits: [Double], _ alarms: [Double], _ i: Int) -> Double {
    let (more, fewer) = (hits[i] + alarms[i], hits[i + 1] + alarms[i + 1])
    guard more > fewer else { return 0 }
    let slope = (hits[i] - hits[i + 1]) / (more - fewer)
    let intercept = hits[i + 1] - slope * fewer
    let ratio = more > 0 && fewer > 0 ? more / fewer : 1
    return slope * (hits[i] - hits[i + 1] + intercept * log(ratio)) / hits[0]
  }
}
