/// One call of `fit`: what it is about, and how far it has come.
public final class TrainingSession {
  /// The model that learns.
  public let model: Sequential
  /// What is about to be done.
  public let plan: TrainingPlan
  /// What all epochs so far reported, those of an earlier run included.
  public internal(set) var history: History
  /// The epoch to begin with, from 0.
  var nextEpoch: Int
  private let callbacks: [any Callback]

  init(
    _ model: Sequential, _ plan: TrainingPlan, callbacks: [any Callback], history: History
  ) {
    self.model = model
    self.plan = plan
    self.callbacks = callbacks
    self.history = history
    self.history.stopReason = nil
    nextEpoch = plan.initialEpoch
  }

  /// All epochs are done, or a callback was content at the end of one; otherwise training was broken
  /// off between two steps, and may go on later.
  public var isComplete: Bool {
    nextEpoch >= plan.epochs || history.stopReason != nil && !wasBrokenOff
  }
  private var wasBrokenOff = false

  /// Ends training for now, unless a callback was content already.
  func breakOff(_ reason: String) {
    guard history.stopReason == nil else { return }
    history.stopReason = reason
    wasBrokenOff = true
  }

  /// Everything that epochs will report.
  public var quantities: [Quantity] {
    let metrics = [.loss] + (model.compilation?.metrics.map(\.quantity) ?? [])
    return metrics + (plan.validationCount > 0 ? metrics.map(\.onValidation) : [])
  }

  /// Makes sure that somebody can watch a quantity.
  ///
  /// - Throws: ``ModelError/invalidArgument(_:)`` if it will not be reported.
  public func require(_ quantity: Quantity, for watcher: String) throws(ModelError) {
    guard !quantities.contains(quantity) else { return }
    let hint = quantity.isValidation && plan.validationCount == 0 ? " Give validation data." : ""
    throw .invalidArgument(
      "\(watcher) watches \(quantity), which is not reported; there are "
        + quantities.map(\.rawValue).sorted().joined(separator: ", ") + "." + hint)
  }

  /// Larger is better of a quantity: of a metric what the metric says, of a loss never.
  public func isBetterHigher(_ quantity: Quantity) -> Bool {
    model.compilation?.metrics.first { $0.quantity == quantity.onTraining }?.function.isBetterHigher
      ?? false
  }

  /// The training as it stands, for a later program to go on with.
  public var checkpoint: Checkpoint {
    Checkpoint(model, history: history, callbacks: callbacks.map(\.state))
  }

  /// Goes on from a checkpoint: weights, optimizer, history, and the state of every callback.
  ///
  /// Callbacks get theirs by their place in the list that `fit` was given.
  /// - Throws: ``ModelError/invalidArgument(_:)`` if it is one of another network.
  public func restore(_ checkpoint: Checkpoint) throws(ModelError) {
    try model.adopt(checkpoint.model)
    history = checkpoint.history
    nextEpoch = max(plan.initialEpoch, checkpoint.nextEpoch)
    for (callback, state) in zip(callbacks, checkpoint.callbacks) { callback.state = state }
  }

  func onTrainBegin() throws {
    for callback in callbacks { try callback.onTrainBegin(self) }
    for callback in callbacks { try callback.onSessionReady(self) }
  }

  func onEpochBegin(_ epoch: Int) throws {
    for callback in callbacks { try callback.onEpochBegin(epoch, self) }
  }

  func onTrainBatchEnd(_ batch: BatchSummary) throws -> Verdict {
    try joined { try $0.onTrainBatchEnd(batch) }
  }

  func onStepSettled(_ step: Int, epoch: Int) {
    for callback in callbacks { callback.onStepSettled(step, epoch: epoch, self) }
  }

  func onEpochEnd(_ epoch: EpochSummary) throws {
    let verdict = try joined { try $0.onEpochEnd(epoch, self) }
    // Before the epoch is kept: who finds it later must not train on.
    if case .stop(let reason) = verdict { history.stopReason = reason }
    for callback in callbacks { try callback.onEpochSettled(self) }
  }

  func onTrainEnd() throws { for callback in callbacks { try callback.onTrainEnd(self) } }

  /// Everybody is told; the first who wants to stop gives the reason.
  private func joined(_ ask: (any Callback) throws -> Verdict) rethrows -> Verdict {
    var verdict = Verdict.goOn
    for callback in callbacks {
      let answer = try ask(callback)
      if verdict == .goOn { verdict = answer }
    }
    return verdict
  }
}

/// What `fit` is about to do.
public struct TrainingPlan: Sendable {
  /// The first epoch, from 0, and the one after the last.
  public let initialEpoch, epochs: Int
  /// Steps in an epoch.
  public let steps: Int
  /// Samples in a step; the last of an epoch may be smaller.
  public let batchSize: Int
  /// Samples to learn from and to validate on.
  public let trainingCount, validationCount: Int
}
