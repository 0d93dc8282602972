/// Makes the learning rate smaller where nothing gets better: Keras' callback of this name.
///
///     ReduceLROnPlateau(monitor: .validationLoss, factor: 0.5, patience: 2)
///
/// Unlike in Keras, a quantity that is not reported is an error, not a warning. A schedule ends with
/// the first reduction.
public final class ReduceLROnPlateau: Callback {
  private var monitor: Monitor
  private let factor, minLR: Double
  private let patience, cooldown: Int
  private let verbose: Bool
  private var best: Double?
  private var wait = 0
  private var cooldownCounter = 0

  /// - Parameters:
  ///   - monitor: What to watch.
  ///   - factor: What the learning rate is multiplied by, below 1.
  ///   - patience: Epochs without anything better, after which it is.
  ///   - verbose: Tells of every reduction.
  ///   - mode: Which values are better.
  ///   - minDelta: What is too little to count as better.
  ///   - cooldown: Epochs after a reduction that are not counted.
  ///   - minLR: The smallest learning rate.
  public init(
    monitor: Quantity = .validationLoss, factor: Double = 0.1, patience: Int = 10,
    verbose: Bool = false, mode: MonitorMode = .auto, minDelta: Double = 0.0001,
    cooldown: Int = 0, minLR: Double = 0
  ) {
    precondition(factor < 1, "Expected a factor below 1; received \(factor).")
    self.monitor = Monitor(monitor, mode, minDelta: minDelta)
    self.factor = factor
    self.patience = patience
    self.verbose = verbose
    self.cooldown = cooldown
    self.minLR = minLR
  }

  /// The history tells the learning rate.
  public var changesLearningRate: Bool { true }

  /// Forgets what an earlier training was like.
  public func onTrainBegin(_ session: TrainingSession) throws {
    try monitor.begin(session, for: "ReduceLROnPlateau")
    (best, wait, cooldownCounter) = (nil, 0, 0)
  }

  /// Compares, waits, and reduces when patience is at an end.
  public func onEpochEnd(_ epoch: EpochSummary, _ session: TrainingSession) -> Verdict {
    guard let current = epoch[monitor.quantity] else { return .goOn }
    if cooldownCounter > 0 {
      cooldownCounter -= 1
      wait = 0
    }
    if monitor.isImprovement(current, over: best) {
      best = current
      wait = 0
    } else if cooldownCounter == 0 {
      wait += 1
      let old = session.model.learningRate
      guard wait >= patience, old > Float(minLR) else { return .goOn }
      let new = max(Double(old) * factor, minLR)
      session.model.learningRate = Float(new)
      say(
        """

        Epoch \(epoch.epoch + 1): ReduceLROnPlateau reducing learning rate to \(new).
        """, if: verbose)
      cooldownCounter = cooldown
      wait = 0
    }
    return .goOn
  }

  /// The best value so far, and how long ago that was.
  public var state: CallbackState {
    get {
      var numbers = ["wait": Double(wait), "cooldown": Double(cooldownCounter)]
      numbers["best"] = best
      return CallbackState(numbers: numbers)
    }
    set {
      wait = newValue.integer("wait") ?? wait
      cooldownCounter = newValue.integer("cooldown") ?? cooldownCounter
      best = newValue.numbers["best"]
    }
  }
}
