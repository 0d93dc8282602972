/// Ends a training that no longer gets better: Keras' callback of this name.
///
///     EarlyStopping(monitor: .validationAccuracy, patience: 3, restoreBestWeights: true)
///
/// Unlike in Keras, a quantity that is not reported is an error, not a warning.
public final class EarlyStopping: Callback {
  private var monitor: Monitor
  private let patience, startFromEpoch: Int
  private let baseline: Double?
  private let restoreBestWeights, verbose: Bool
  private var best: Double?
  private var bestWeights: [Float]?
  private var wait = 0
  private var bestEpoch = 0
  private var stoppedEpoch = 0

  /// - Parameters:
  ///   - monitor: What to watch.
  ///   - minDelta: What is too little to count as better.
  ///   - patience: Epochs without anything better, after which training ends.
  ///   - verbose: Tells why training ended.
  ///   - mode: Which values are better.
  ///   - baseline: What has to be beaten for patience to begin anew.
  ///   - restoreBestWeights: The weights of the best epoch come back at the end.
  ///   - startFromEpoch: The first epoch that is watched, from 0.
  public init(
    monitor: Quantity = .validationLoss, minDelta: Double = 0, patience: Int = 0,
    verbose: Bool = false, mode: MonitorMode = .auto, baseline: Double? = nil,
    restoreBestWeights: Bool = false, startFromEpoch: Int = 0
  ) {
    self.monitor = Monitor(monitor, mode, minDelta: minDelta)
    self.patience = patience
    self.verbose = verbose
    self.baseline = baseline
    self.restoreBestWeights = restoreBestWeights
    self.startFromEpoch = startFromEpoch
  }

  /// Forgets what an earlier training was like.
  public func onTrainBegin(_ session: TrainingSession) throws {
    try monitor.begin(session, for: "EarlyStopping")
    (best, bestWeights, wait, bestEpoch, stoppedEpoch) = (nil, nil, 0, 0, 0)
  }

  /// Compares, waits, and ends the training when patience is at an end.
  public func onEpochEnd(_ epoch: EpochSummary, _ session: TrainingSession) -> Verdict {
    guard let current = epoch[monitor.quantity], epoch.epoch >= startFromEpoch else {
      return .goOn
    }
    if restoreBestWeights, bestWeights == nil {
      bestWeights = session.model.allValues
      bestEpoch = epoch.epoch
    }
    wait += 1
    if monitor.isImprovement(current, over: best) {
      best = current
      bestEpoch = epoch.epoch
      if restoreBestWeights { bestWeights = session.model.allValues }
      if baseline == nil || monitor.isImprovement(current, over: baseline) { wait = 0 }
      return .goOn
    }
    guard wait >= patience, epoch.epoch > 0 else { return .goOn }
    stoppedEpoch = epoch.epoch
    return .stop(because: "\(monitor.quantity) has not got better for \(wait) epochs")
  }

  /// Brings the best weights back.
  public func onTrainEnd(_ session: TrainingSession) {
    say("Epoch \(stoppedEpoch + 1): early stopping", if: verbose && stoppedEpoch > 0)
    guard restoreBestWeights, let bestWeights else { return }
    say(
      "Restoring model weights from the end of the best epoch: \(bestEpoch + 1).", if: verbose)
    session.model.allValues = bestWeights
  }

  /// The best value and weights so far, and how long ago that was.
  public var state: CallbackState {
    get {
      var numbers = ["wait": Double(wait), "best_epoch": Double(bestEpoch)]
      numbers["best"] = best
      return CallbackState(numbers: numbers, weights: bestWeights)
    }
    set {
      wait = newValue.integer("wait") ?? wait
      bestEpoch = newValue.integer("best_epoch") ?? bestEpoch
      best = newValue.numbers["best"]
      bestWeights = newValue.weights
    }
  }
}

extension CallbackState {
  /// A number that counts something; nil if there is none, or the file was tampered with.
  func integer(_ name: String) -> Int? { numbers[name].flatMap(Int.init(exactly:)) }
}
