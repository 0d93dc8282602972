import Foundation
import Kernels
import Testing

@testable import NeuralNetwork

/// Every metric against Keras, over batches of unequal size.
@Suite struct KerasMetricTests {
  static let cases = Golden.cases(with: "metric")

  @Test func areAllThere() { #expect(Self.cases.count == 30) }

  /// Several workers' counts add up.
  @Test(arguments: cases, [1, 3])
  func agrees(name: String, workers: Int) throws {
    let golden = try Golden(name)
    let specification: KerasSpecification = try golden.metadata("metric")
    let metric = try specification.metric()
    let probabilities = try golden.tensor("probabilities")
    let labels = try golden.integers("labels")
    let classes = probabilities.shape[1]
    let arena = Arena()
    let parts = (0..<workers).map { _ in
      MetricSums([metric], .categoricalCrossentropy(fromLogits: false), outputs: classes, in: arena)
    }
    probabilities.values.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return }
      for (sample, label) in labels.enumerated() {
        parts[sample % workers].add(values + sample * classes, label: label)
      }
    }
    let value = try #require(MetricSums.values(parts, loss: 0).first { $0.quantity != .loss })
    #expect(value.quantity == metric.quantity)
    expect(
      Tensor(shape: [], values: [Float(value.value)]), equals: try golden.tensor("result"),
      within: .layer, "result")
  }

  /// Of one class alone precision is 1 at every recall; hits against false alarms say nothing.
  @Test(arguments: [(AUC.Curve.precisionRecall, 1), (.roc, 0)])
  func areaOfOneClass(curve: AUC.Curve, area: Double) {
    let arena = Arena()
    let sums = MetricSums(
      [.auc(curve: curve)], .binaryCrossentropy(fromLogits: false), outputs: 1, in: arena)
    for probability in [0.25, 0.5, 0.75] as [Float] {
      withUnsafePointer(to: probability) { sums.add($0, label: 1) }
    }
    withExtendedLifetime(arena) {
      #expect(MetricSums.values([sums], loss: 0)[Metric.auc(curve: curve).quantity] == area)
    }
  }

  /// Logits are brought to probabilities first, by the function that the loss knows.
  @Test func logits() throws {
    let arena = Arena()
    let logits: [Float] = [2, -1, -3, 1]
    func value(_ loss: Loss, outputs: Int) -> Double {
      let sums = MetricSums([.meanAbsoluteError], loss, outputs: outputs, in: arena)
      logits.withUnsafeBufferPointer { logits in
        guard let logits = logits.baseAddress else { return }
        for sample in 0..<4 / outputs { sums.add(logits + sample * outputs, label: 0) }
      }
      return MetricSums.values([sums], loss: 0)[Metric.meanAbsoluteError.quantity] ?? .nan
    }
    let right: [Double] = [0.9525741268, 0.0179862100]
    #expect(
      abs(value(.categoricalCrossentropy(), outputs: 2) - (2 - right[0] - right[1]) / 2) < 1e-6)
    let sigmoids = logits.map { 1 / (1 + exp(-Double($0))) }
    #expect(abs(value(.binaryCrossentropy(), outputs: 1) - sigmoids.reduce(0, +) / 4) < 1e-6)
  }
}
