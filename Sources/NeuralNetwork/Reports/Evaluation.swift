internal import Kernels

/// How well a network does on samples.
public struct Evaluation: Sendable, Equatable, CustomStringConvertible {
  /// Loss and every metric that `compile` asked for, by name.
  public let values: [EpochSummary.Value]
  /// Number of samples.
  public let count: Int

  /// Mean loss, with what regularizers add.
  public var loss: Double { self[.loss] ?? .nan }
  /// Share of samples whose largest output is that of their label, if `compile` asked for it.
  public var accuracy: Double? { self[.accuracy] }
  /// One number, such as `evaluation[Metric.auc().quantity]`.
  public subscript(quantity: Quantity) -> Double? { values[quantity] }

  init(
    of predictions: Predictions, against data: Dataset, _ compilation: Compilation, penalty: Double
  ) {
    let (classes, loss) = (predictions.classCount, compilation.loss)
    let arena = Arena()
    let slope: UnsafeMutablePointer<Float> = arena.allocate(classes)
    let sums = MetricSums(compilation.metrics, loss, outputs: classes, in: arena)
    var total = 0.0
    predictions.values.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return }
      for sample in 0..<data.count {
        let row = values + sample * classes
        var (label, weight) = (Int32(data.label(at: sample)), data.weight(at: sample))
        total += loss.measure(
          row, labels: &label, weights: &weight, count: 1, classes: classes, gradient: slope,
          scale: 1)
        sums.add(row, label: Int(label))
      }
    }
    count = data.count
    values = MetricSums.values([sums], loss: total / Double(max(1, count)) + penalty)
  }

  /// Where the accuracy on all such samples lies with 95 % probability, by Wilson's score: how much
  /// of the accuracy is luck.
  public var accuracyInterval: ClosedRange<Double>? {
    guard let accuracy, count > 0 else { return nil }
    let (n, z) = (Double(count), 1.959964)
    let centre = accuracy + z * z / (2 * n)
    let half = z * (accuracy * (1 - accuracy) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    return max(0, (centre - half) / scale)...min(1, (centre + half) / scale)
  }

  /// As Keras' progress line ends: `accuracy: 0.9781 - loss: 0.0712`.
  public var description: String { values.line }
}
