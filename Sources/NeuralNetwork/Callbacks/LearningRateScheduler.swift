/// Sets the learning rate before each epoch: Keras' callback of this name.
///
///     LearningRateScheduler { epoch, rate in epoch < 10 ? rate : rate * 0.9 }
///
/// For a schedule over steps see ``LearningRate``.
public final class LearningRateScheduler: Callback {
  private let schedule: (_ epoch: Int, _ learningRate: Float) -> Float
  private let verbose: Bool

  /// - Parameters:
  ///   - verbose: Tells every learning rate.
  ///   - schedule: The learning rate of an epoch, counted from 0, from that of the one before.
  public init(
    verbose: Bool = false, schedule: @escaping (_ epoch: Int, _ learningRate: Float) -> Float
  ) {
    self.schedule = schedule
    self.verbose = verbose
  }

  /// The history tells the learning rate.
  public var changesLearningRate: Bool { true }

  /// Asks the schedule.
  public func onEpochBegin(_ epoch: Int, _ session: TrainingSession) {
    let rate = schedule(epoch, session.model.learningRate)
    session.model.learningRate = rate
    say(
      "\nEpoch \(epoch + 1): LearningRateScheduler setting learning rate to \(rate).", if: verbose)
  }
}
