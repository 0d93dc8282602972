/// A metric that is a sum divided by a count.
protocol MeanMetric: MetricFunction {}

extension MeanMetric {
  /// The sum, and the count.
  func sumCount(outputs: Int) -> Int { 2 }
  func result(_ sums: Sums) -> Double { sums[0] / max(1, sums[1]) }
}

/// Share of samples whose largest output is that of their label.
struct Accuracy: MeanMetric {
  var name: String { "accuracy" }
  var takesAnyOutputs: Bool { true }

  func add(_ outputs: UnsafeBufferPointer<Float>, label: Int, to sums: inout Sums) {
    guard let values = outputs.baseAddress else { return }
    sums[0] += classOfOutputs(values, count: outputs.count) == label ? 1 : 0
    sums[1] += 1
  }
}

/// Share of outputs on the right side of a threshold.
struct BinaryAccuracy: MeanMetric {
  var threshold: Float
  var name: String { "binary_accuracy" }

  func add(_ outputs: UnsafeBufferPointer<Float>, label: Int, to sums: inout Sums) {
    let target = Target(label: label, count: outputs.count)
    sums[0] += Double(outputs.indices.count { (outputs[$0] > threshold) == target.isTrue($0) })
    sums[1] += Double(outputs.count)
  }
}

/// Share of samples whose label has one of the `k` largest outputs; it wins against equal ones.
struct TopKCategoricalAccuracy: MeanMetric {
  var k: Int
  var name: String { "top_k_categorical_accuracy" }
  var takesAnyOutputs: Bool { true }

  func add(_ outputs: UnsafeBufferPointer<Float>, label: Int, to sums: inout Sums) {
    sums[1] += 1
    // What is no number is larger than nothing, and no answer.
    guard outputs.indices.contains(label), !outputs[label].isNaN else { return }
    sums[0] += outputs.count { $0 > outputs[label] } < k ? 1 : 0
  }
}

/// Mean square, or mean magnitude, of what outputs are off by.
struct MeanError: MeanMetric {
  var isSquared: Bool
  var name: String { isSquared ? "mean_squared_error" : "mean_absolute_error" }
  var isBetterHigher: Bool { false }

  func add(_ outputs: UnsafeBufferPointer<Float>, label: Int, to sums: inout Sums) {
    let target = Target(label: label, count: outputs.count)
    for (c, output) in outputs.enumerated() {
      let error = Double(output - target[c])
      sums[0] += isSquared ? error * error : abs(error)
    }
    sums[1] += Double(outputs.count)
  }
}

/// The place of the largest of `count` values; the first among equals.
func indexOfLargest(_ values: UnsafePointer<Float>, count: Int) -> Int {
  var best = 0
  for i in 1..<max(1, count) where values[i] > values[best] { best = i }
  return best
}

/// The class that outputs speak for: the largest one's; of a single probability, whether it is
/// above 1/2.
func classOfOutputs(_ values: UnsafePointer<Float>, count: Int) -> Int {
  count == 1 ? (values[0] > 0.5 ? 1 : 0) : indexOfLargest(values, count: count)
}
