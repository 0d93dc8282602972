import NeuralNetwork

/// A callback of one's own: ends a training that is good enough.
package final class StopAt: Callback {
  private let quantity: Quantity
  private let value: Double
  /// - Parameters:
  ///   - quantity: What to watch, such as `.validationAccuracy`.
  ///   - value: What it has to reach.
  package init(_ quantity: Quantity, reaching value: Double) {
    self.quantity = quantity
    self.value = value
  }

  package func onTrainBegin(_ session: TrainingSession) throws {
    try session.require(quantity, for: "StopAt")
  }

  package func onEpochEnd(_ epoch: EpochSummary, _ session: TrainingSession) -> Verdict {
    guard let reached = epoch[quantity] else { return .goOn }
    let isEnough = session.isBetterHigher(quantity) ? reached >= value : reached <= value
    return isEnough ? .stop(because: "\(quantity) has reached \(reached)") : .goOn
  }
}
