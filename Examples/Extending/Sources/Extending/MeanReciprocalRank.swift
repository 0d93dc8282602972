import NeuralNetwork

/// A metric of one's own: the mean of `1 / rank` of the right class among the outputs, so that being
/// second counts half.
package struct MeanReciprocalRank: MetricFunction {
  package init() {}
  package var name: String { "mean_reciprocal_rank" }
  package func sumCount(outputs: Int) -> Int { 2 }

  package func add(_ outputs: UnsafeBufferPointer<Float>, label: Int, to sums: inout Sums) {
    let rank = 1 + outputs.count { $0 > outputs[label] }
    sums[0] += 1 / Double(rank)
    sums[1] += 1
  }

  package func result(_ sums: Sums) -> Double { sums[0] / max(1, sums[1]) }
}
