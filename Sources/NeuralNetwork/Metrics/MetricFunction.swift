internal import Kernels

/// How a metric counts samples: what a metric of your own conforms to.
///
/// A metric is a few sums over samples and a formula on them, so that workers can count apart and
/// add up.
///
///     struct MeanConfidence: MetricFunction {
///       var name: String { "mean_confidence" }
///       func sumCount(outputs: Int) -> Int { 2 }
///       func add(_ outputs: UnsafeBufferPointer<Float>, label: Int, to sums: inout Sums) {
///         sums[0] += Double(outputs.max() ?? 0)
///         sums[1] += 1
///       }
///       func result(_ sums: Sums) -> Double { sums[0] / sums[1] }
///     }
///     model.compile(optimizer: Adam(), metrics: [.accuracy, Metric(MeanConfidence())])
public protocol MetricFunction: Codable, Sendable {
  /// The sums of one metric, all 0 at first.
  typealias Sums = UnsafeMutableBufferPointer<Double>

  /// Its name in logs, such as `accuracy`.
  var name: String { get }
  /// Larger is better, as for an accuracy.
  var isBetterHigher: Bool { get }
  /// How many numbers it adds up, for a network with so many outputs.
  func sumCount(outputs: Int) -> Int
  /// Counts one sample, whose outputs come as probabilities where the loss knows how to make them.
  func add(_ outputs: UnsafeBufferPointer<Float>, label: Int, to sums: inout Sums)
  /// The metric, from the sums over all samples.
  func result(_ sums: Sums) -> Double
  /// The outputs as they are will do: only their order matters.
  var takesAnyOutputs: Bool { get }
}

extension MetricFunction {
  /// Larger is better.
  public var isBetterHigher: Bool { true }
  /// Outputs must be probabilities.
  public var takesAnyOutputs: Bool { false }
}

/// The sums of several metrics over the samples that one worker sees.
struct MetricSums {
  private let metrics: [Metric]
  private let ranges: [Range<Int>]
  private let sums: UnsafeMutableBufferPointer<Double>
  private let activation: ActivationFunction
  private let probabilities: UnsafeMutableBufferPointer<Float>
  private let takesAnyOutputs: Bool

  init(_ metrics: [Metric], _ loss: Loss, outputs: Int, in arena: Arena) {
    self.metrics = metrics
    activation = loss.function.probabilityActivation
    takesAnyOutputs = outputs > 1 && metrics.allSatisfy(\.function.takesAnyOutputs)
    var end = 0
    ranges = metrics.map { metric in
      let start = end
      end += metric.function.sumCount(outputs: outputs)
      return start..<end
    }
    sums = .init(start: arena.allocate(end), count: end)
    probabilities = .init(start: arena.allocate(outputs), count: outputs)
  }

  func reset() { sums.update(repeating: 0) }

  /// Counts one sample.
  func add(_ outputs: UnsafePointer<Float>, label: Int) {
    guard !metrics.isEmpty, let scratch = probabilities.baseAddress else { return }
    var row = UnsafeBufferPointer(start: outputs, count: probabilities.count)
    if !takesAnyOutputs, activation != .linear {
      scratch.update(from: outputs, count: probabilities.count)
      activation.apply(to: scratch, rows: 1, columns: probabilities.count)
      row = UnsafeBufferPointer(probabilities)
    }
    for (metric, range) in zip(metrics, ranges) {
      var own = UnsafeMutableBufferPointer(rebasing: sums[range])
      metric.function.add(row, label: label, to: &own)
    }
  }

  /// Every metric of what all workers counted, and the loss, by name.
  static func values(_ parts: [MetricSums], loss: Double) -> [EpochSummary.Value] {
    guard let first = parts.first else { return [] }
    let metrics = zip(first.metrics, first.ranges).map { metric, range in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: range.count) { joined in
        joined.initialize(repeating: 0)
        for part in parts {
          for i in 0..<range.count { joined[i] += part.sums[range.lowerBound + i] }
        }
        return EpochSummary.Value(
          quantity: metric.quantity, value: metric.function.result(joined))
      }
    }
    return (metrics + [.init(quantity: .loss, value: loss)])
      .sorted { $0.quantity.rawValue < $1.quantity.rawValue }
  }
}
