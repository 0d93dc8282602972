/// Somebody who follows a training, and may end it.
///
/// All calls come on the thread that called `fit`, in the order in which Keras makes them.
public protocol Callback: AnyObject {
  /// Before the first epoch.
  func onTrainBegin(_ plan: TrainingPlan) throws
  /// Before an epoch, counted from 0.
  func onEpochBegin(_ epoch: Int) throws
  /// After a step.
  ///
  /// Other workers are still at the weights: the model may be neither read, changed nor asked here.
  func onTrainBatchEnd(_ batch: BatchSummary) throws -> Verdict
  /// After an epoch and its validation.
  func onEpochEnd(_ epoch: EpochSummary, _ model: Sequential) throws -> Verdict
  /// After the last epoch, or the one that was ended early.
  func onTrainEnd(_ history: History, _ model: Sequential) throws
}

extension Callback {
  /// Does nothing.
  public func onTrainBegin(_ plan: TrainingPlan) throws {}
  /// Does nothing.
  public func onEpochBegin(_ epoch: Int) throws {}
  /// Goes on.
  public func onTrainBatchEnd(_ batch: BatchSummary) throws -> Verdict { .goOn }
  /// Goes on.
  public func onEpochEnd(_ epoch: EpochSummary, _ model: Sequential) throws -> Verdict { .goOn }
  /// Does nothing.
  public func onTrainEnd(_ history: History, _ model: Sequential) throws {}
}

/// What a callback answers.
public enum Verdict: Equatable, Sendable {
  /// Training goes on.
  case goOn
  /// Training ends after this step or epoch, for the given reason.
  case stop(because: String)
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

/// Where an epoch stands after a step.
public struct BatchSummary: Sendable {
  /// The epoch, from 0, and the step in it, from 0.
  public let epoch, step: Int
  /// Mean loss over the epoch's samples so far.
  public let loss: Double
  /// Accuracy over the epoch's samples so far, if it is counted.
  public let accuracy: Double?
}

/// What came of an epoch.
public struct EpochSummary: Sendable, Codable, Equatable {
  /// The epoch, from 0.
  public let epoch: Int
  /// Seconds for the steps and, apart from them, for the validation.
  public let trainingSeconds, validationSeconds: Double
  /// Every reported number, in the order in which Keras prints them: by name, training first.
  public let values: [Value]

  /// A reported number with its name.
  public struct Value: Sendable, Codable, Equatable {
    /// What it is.
    public let quantity: Quantity
    /// How much it is.
    public let value: Double
  }

  /// One reported number.
  public subscript(quantity: Quantity) -> Double? {
    values.first { $0.quantity == quantity }?.value
  }
}

/// What `fit` gives back: every epoch's numbers.
public struct History: Sendable, Codable, Equatable {
  /// Nothing yet.
  public init() {}

  /// Epoch by epoch.
  public var epochs: [EpochSummary] = []
  /// Why training ended before the last epoch, if it did.
  public internal(set) var stopReason: String?

  /// One number over all epochs, such as `history[.validationLoss]`; empty if it was not reported.
  public subscript(quantity: Quantity) -> [Double] { epochs.compactMap { $0[quantity] } }

  /// Everything that was reported.
  public var quantities: [Quantity] { epochs.first?.values.map(\.quantity) ?? [] }
}
