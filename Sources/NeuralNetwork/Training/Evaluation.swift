/// How well a network does on samples.
public struct Evaluation: Sendable, Equatable, CustomStringConvertible {
  /// Mean loss.
  public let loss: Double
  /// Share of samples whose largest output is that of their label, if `compile` asked for it.
  public let accuracy: Double?
  /// Number of samples.
  public let count: Int

  init(of predictions: Predictions, against labels: [Int], loss: Loss, metrics: [Metric]) {
    var slope = [Float](repeating: 0, count: predictions.classCount)
    var total = 0.0
    predictions.values.withUnsafeBufferPointer { values in
      for (sample, label) in labels.enumerated() {
        var label = Int32(label)
        guard let row = values.baseAddress.map({ $0 + sample * predictions.classCount }) else {
          return
        }
        total += loss.measure(
          row, labels: &label, count: 1, classes: predictions.classCount, gradient: &slope, scale: 1
        )
      }
    }
    count = labels.count
    self.loss = total / Double(max(1, count))
    let correct = zip(predictions.predictedClasses, labels).count { $0 == $1 }
    accuracy = metrics.contains(.accuracy) ? Double(correct) / Double(max(1, count)) : nil
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
  public var description: String {
    let loss = "loss: \(KerasNumber.format(loss))"
    return accuracy.map { "accuracy: \(KerasNumber.format($0)) - \(loss)" } ?? loss
  }
}
