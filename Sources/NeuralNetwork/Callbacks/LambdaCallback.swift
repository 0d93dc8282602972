/// A callback made of closures, for what is not worth a type: Keras' `LambdaCallback`.
///
///     LambdaCallback(onEpochEnd: { epoch, _ in
///       print(epoch[.loss] ?? .nan)
///       return .goOn
///     })
public final class LambdaCallback: Callback {
  /// Called before the first epoch, and after the last.
  public typealias OnTraining = (_ session: TrainingSession) throws -> Void
  private let trainBegin, trainEnd: OnTraining?
  private let epochBegin: ((Int, TrainingSession) throws -> Void)?
  private let epochEnd: ((EpochSummary, TrainingSession) throws -> Verdict)?
  private let batchEnd: ((BatchSummary) throws -> Verdict)?

  /// A callback of the given closures; what is not given does nothing.
  public init(
    onTrainBegin: OnTraining? = nil,
    onEpochBegin: ((_ epoch: Int, _ session: TrainingSession) throws -> Void)? = nil,
    onTrainBatchEnd: ((_ batch: BatchSummary) throws -> Verdict)? = nil,
    onEpochEnd: ((_ epoch: EpochSummary, _ session: TrainingSession) throws -> Verdict)? = nil,
    onTrainEnd: OnTraining? = nil
  ) {
    trainBegin = onTrainBegin
    epochBegin = onEpochBegin
    batchEnd = onTrainBatchEnd
    epochEnd = onEpochEnd
    trainEnd = onTrainEnd
  }

  /// Calls the closure.
  public func onTrainBegin(_ session: TrainingSession) throws { try trainBegin?(session) }
  /// Calls the closure.
  public func onEpochBegin(_ epoch: Int, _ session: TrainingSession) throws {
    try epochBegin?(epoch, session)
  }
  /// Calls the closure.
  public func onTrainBatchEnd(_ batch: BatchSummary) throws -> Verdict {
    try batchEnd?(batch) ?? .goOn
  }
  /// Calls the closure.
  public func onEpochEnd(_ epoch: EpochSummary, _ session: TrainingSession) throws -> Verdict {
    try epochEnd?(epoch, session) ?? .goOn
  }
  /// Calls the closure.
  public func onTrainEnd(_ session: TrainingSession) throws { try trainEnd?(session) }
}
