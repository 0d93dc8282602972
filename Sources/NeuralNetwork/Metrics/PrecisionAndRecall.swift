/// Which outputs of a sample are a yes, as Keras' `Precision` and `Recall` have it.
protocol YesOrNoMetric: MeanMetric {
  var threshold: Float? { get }
  var topK: Int? { get }
  var classID: Int? { get }
  /// What is divided by: all yes answers, or all samples of a class.
  static var divisor: @Sendable (_ isYes: Bool, _ isTrue: Bool) -> Bool { get }
}

/// In files, whose keys are in snake case, `class_id`, which comes back as `classId`.
private enum YesOrNoKeys: String, CodingKey {
  case threshold, topK
  case classID = "classId"
}

extension YesOrNoMetric {
  func add(_ outputs: UnsafeBufferPointer<Float>, label: Int, to sums: inout Sums) {
    let target = Target(label: label, count: outputs.count)
    for (c, output) in outputs.enumerated() where classID == nil || classID == c {
      let isTrue = target.isTrue(c)
      let isYes: Bool
      if let topK {
        let rank = outputs.enumerated().count { $1 > output || ($1 == output && $0 < c) }
        isYes = rank < topK && output > threshold ?? -.infinity
      } else {
        isYes = output > threshold ?? 0.5
      }
      if isYes && isTrue { sums[0] += 1 }
      if Self.divisor(isYes, isTrue) { sums[1] += 1 }
    }
  }
}

/// Share of yes answers that are right.
struct Precision: YesOrNoMetric {
  var threshold: Float?
  var topK, classID: Int?
  private typealias CodingKeys = YesOrNoKeys
  var name: String { "precision" }
  static let divisor: @Sendable (Bool, Bool) -> Bool = { isYes, _ in isYes }
}

/// Share of the samples of a class that get a yes for it.
struct Recall: YesOrNoMetric {
  var threshold: Float?
  var topK, classID: Int?
  private typealias CodingKeys = YesOrNoKeys
  var name: String { "recall" }
  static let divisor: @Sendable (Bool, Bool) -> Bool = { _, isTrue in isTrue }
}

/// `2 · precision · recall / (precision + recall)` of each class, averaged.
public struct F1Score: MetricFunction {
  /// How the classes' scores become one.
  public enum Average: String, Codable, Sendable {
    /// Their mean.
    case macro
    /// Their mean, each weighted by its samples.
    case weighted
    /// The score of all answers together.
    case micro
  }

  var average: Average
  var threshold: Float?
  /// `f1_score`.
  public var name: String { "f1_score" }
  private static let epsilon = 1e-7

  /// Hits, false alarms and misses of each class.
  public func sumCount(outputs: Int) -> Int { 3 * outputs }

  /// Counts each output's answer.
  public func add(_ outputs: UnsafeBufferPointer<Float>, label: Int, to sums: inout Sums) {
    let target = Target(label: label, count: outputs.count)
    let largest = outputs.max() ?? 0
    // One output is always the largest, so it must be above one half.
    let threshold = threshold ?? (outputs.count == 1 ? 0.5 : nil)
    for (c, output) in outputs.enumerated() {
      let isTrue = target.isTrue(c)
      let isYes = threshold.map { output > $0 } ?? (output >= largest && abs(output) > 1e-9)
      if isYes && isTrue { sums[3 * c] += 1 }
      if isYes && !isTrue { sums[3 * c + 1] += 1 }
      if !isYes && isTrue { sums[3 * c + 2] += 1 }
    }
  }

  /// The average.
  public func result(_ sums: Sums) -> Double {
    let classes = sums.count / 3
    func score(_ hits: Double, _ alarms: Double, _ misses: Double) -> Double {
      let precision = hits / (hits + alarms + Self.epsilon)
      let recall = hits / (hits + misses + Self.epsilon)
      return 2 * precision * recall / (precision + recall + Self.epsilon)
    }
    func total(_ kind: Int) -> Double { (0..<classes).reduce(0) { $0 + sums[3 * $1 + kind] } }
    if average == .micro { return score(total(0), total(1), total(2)) }
    let samples = max(1, total(0) + total(2))
    return (0..<classes).reduce(0) { sum, c in
      let weight =
        average == .macro ? 1 / Double(classes) : (sums[3 * c] + sums[3 * c + 2]) / samples
      return sum + weight * score(sums[3 * c], sums[3 * c + 1], sums[3 * c + 2])
    }
  }
}
