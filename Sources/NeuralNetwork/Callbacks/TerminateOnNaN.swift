/// Ends a training as soon as its loss is no number: Keras' callback of this name.
public final class TerminateOnNaN: Callback {
  /// A callback that watches the loss.
  public init() {}

  /// Looks at the loss after every step.
  public func onTrainBatchEnd(_ batch: BatchSummary) -> Verdict {
    guard !batch.loss.isFinite else { return .goOn }
    say("Batch \(batch.step): Invalid loss, terminating training", if: true)
    return .stop(because: "the loss of step \(batch.step) is \(batch.loss)")
  }
}
