/// Somebody who follows a training, and may end it.
///
/// All calls come on the thread that called `fit`, in the order in which Keras makes them.
public protocol Callback: AnyObject {
  /// Before the first epoch.
  func onTrainBegin(_ session: TrainingSession) throws
  /// Before an epoch, counted from 0.
  func onEpochBegin(_ epoch: Int, _ session: TrainingSession) throws
  /// After a step.
  ///
  /// Other workers are still at the weights: the model may be neither read, changed nor asked here.
  func onTrainBatchEnd(_ batch: BatchSummary) throws -> Verdict
  /// After a step, counted from 0 in its epoch, when all workers are done with it: the session's model
  /// may be read here, to see how it does by now, but neither changed nor asked; a ``Predictor`` of it
  /// may be.
  ///
  /// Not after a step that ended the training. Unlike the other calls Keras does not have it. The other
  /// workers go on meanwhile, as far as they can without this one.
  func onStepSettled(_ step: Int, epoch: Int, _ session: TrainingSession)
  /// After an epoch and its validation; the session's history holds it already.
  func onEpochEnd(_ epoch: EpochSummary, _ session: TrainingSession) throws -> Verdict
  /// After the last epoch, or the one that was ended early.
  func onTrainEnd(_ session: TrainingSession) throws

  /// Once all callbacks know that training begins: whoever brings back an interrupted training does
  /// it here.
  func onSessionReady(_ session: TrainingSession) throws
  /// Once all callbacks have seen an epoch's end: whoever keeps the whole training does it here.
  func onEpochSettled(_ session: TrainingSession) throws

  /// What must be kept of it for a training to go on as if it had never stopped.
  var state: CallbackState { get set }
  /// It changes the learning rate, which the history should therefore tell.
  var changesLearningRate: Bool { get }
}

extension Callback {
  /// Does nothing.
  public func onTrainBegin(_ session: TrainingSession) throws {}
  /// Does nothing.
  public func onEpochBegin(_ epoch: Int, _ session: TrainingSession) throws {}
  /// Goes on.
  public func onTrainBatchEnd(_ batch: BatchSummary) throws -> Verdict { .goOn }
  /// Does nothing.
  public func onStepSettled(_ step: Int, epoch: Int, _ session: TrainingSession) {}
  /// Goes on.
  public func onEpochEnd(_ epoch: EpochSummary, _ session: TrainingSession) throws -> Verdict {
    .goOn
  }
  /// Does nothing.
  public func onTrainEnd(_ session: TrainingSession) throws {}
  /// Does nothing.
  public func onSessionReady(_ session: TrainingSession) throws {}
  /// Does nothing.
  public func onEpochSettled(_ session: TrainingSession) throws {}
  /// Nothing is kept.
  public var state: CallbackState {
    get { CallbackState() }
    set {}
  }
  /// The learning rate stays as it is.
  public var changesLearningRate: Bool { false }
}

/// What a checkpoint keeps of a callback.
public struct CallbackState: Sendable, Codable, Equatable {
  /// Numbers by name, such as the best loss so far.
  public var numbers: [String: Double]
  /// Weights of a whole model, where the callback keeps some.
  public var weights: [Float]?

  /// A state of the given numbers.
  public init(numbers: [String: Double] = [:], weights: [Float]? = nil) {
    self.numbers = numbers
    self.weights = weights
  }
}

/// What a callback answers.
public enum Verdict: Equatable, Sendable {
  /// Training goes on.
  case goOn
  /// Training ends after this step or epoch, for the given reason; nothing is reported of an epoch that
  /// is not whole.
  case stop(because: String)
}

/// Where an epoch stands after a step.
public struct BatchSummary {
  /// The epoch, from 0, and the step in it, from 0.
  public let epoch, step: Int
  private let totals: EpochTotals

  init(epoch: Int, step: Int, totals: EpochTotals) {
    self.epoch = epoch
    self.step = step
    self.totals = totals
  }

  /// Mean loss over the epoch's samples so far.
  public var loss: Double { totals.meanLoss }
  /// Loss and every metric over the epoch's samples so far, by name; counted when asked for.
  public var values: [EpochSummary.Value] { totals.values }
}
