internal import NeuralNetwork

/// Tells the board how a training goes: steps at most 25 times a second, guesses on the samples at
/// growing intervals and then four times an epoch, and every epoch.
final class TrainingWatcher: Callback {
  private static let pause = Duration.milliseconds(40)
  /// Guesses in an epoch, once a training is under way.
  private static let guessesPerEpoch = 4

  private let board: TrainingBoard
  private let samples: SampleDigits
  private let control: TrainingControl
  private let now: () -> ContinuousClock.Instant
  private var plan: TrainingPlan?
  /// Steps since this program began to train.
  private var stepsDone = 0
  private var lastTold: ContinuousClock.Instant
  private var samplesSinceTold = 0
  /// Where the epoch stood when it was last told: its samples, and the sums over them.
  private var told = Sums()
  private var pausedInEpoch = 0.0

  init(
    _ board: TrainingBoard, _ samples: SampleDigits, _ control: TrainingControl,
    now: @escaping () -> ContinuousClock.Instant = { ContinuousClock.now }
  ) {
    self.board = board
    self.samples = samples
    self.control = control
    self.now = now
    lastTold = now()
  }

  func onTrainBegin(_ session: TrainingSession) { plan = session.plan }

  func onEpochBegin(_ epoch: Int, _ session: TrainingSession) {
    // What came before was validation, or another epoch's end.
    (lastTold, samplesSinceTold) = (now(), 0)
    told = Sums()
    _ = control.takePausedSeconds()
    pausedInEpoch = 0
  }

  func onTrainBatchEnd(_ batch: BatchSummary) -> Verdict {
    guard let plan else { return .goOn }
    stepsDone += 1
    samplesSinceTold += plan.batchSize
    let time = now()
    let elapsed = lastTold.duration(to: time)
    guard elapsed >= Self.pause || stepsDone == 1 else { return .goOn }
    // Whoever paused it did not slow it down.
    let paused = control.takePausedSeconds()
    pausedInEpoch += paused
    let seconds = max(elapsed / .seconds(1) - paused, 1e-6)
    let sums = Sums(batch, samples: (batch.step + 1) * plan.batchSize)
    defer { told = sums }
    board.add(
      TrainingEvent.Batch(
        epoch: batch.epoch + 1, step: batch.step + 1, steps: plan.steps,
        epochFraction: fraction(batch.epoch, batch.step), loss: sums.loss(since: told).finite,
        accuracy: sums.accuracy(since: told)?.finite,
        samplesPerSecond: Double(samplesSinceTold) / seconds))
    (lastTold, samplesSinceTold) = (time, 0)
    return .goOn
  }

  func onStepSettled(_ step: Int, epoch: Int, _ session: TrainingSession) {
    guard let plan, isTimeToGuess(step, of: plan.steps) else { return }
    guess(session.model, at: fraction(epoch, step))
  }

  /// After 1, 2, 4, 8 … steps, then at each quarter of an epoch but the last, whose guesses are those at
  /// its end.
  private func isTimeToGuess(_ step: Int, of steps: Int) -> Bool {
    guard step + 1 < steps else { return false }
    let interval = max(1, steps / Self.guessesPerEpoch)
    return stepsDone < interval
      ? stepsDone.nonzeroBitCount == 1
      : (step + 1).isMultiple(of: interval) && steps - step > interval / 2
  }

  func onEpochEnd(_ epoch: EpochSummary, _ session: TrainingSession) -> Verdict {
    pausedInEpoch += control.takePausedSeconds()
    board.add(
      EpochRow(epoch, pausedSeconds: pausedInEpoch, learningRate: session.model.learningRate),
      steps: plan?.steps ?? 0)
    guess(session.model, at: Double(epoch.epoch + 1))
    return .goOn
  }

  private func guess(_ model: Sequential, at fraction: Double) {
    // A network that cannot be asked cannot be trained either.
    guard let guesses = try? samples.guesses(of: model, at: fraction) else { return }
    board.add(guesses)
  }

  private func fraction(_ epoch: Int, _ step: Int) -> Double {
    Double(epoch) + Double(step + 1) / Double(max(1, plan?.steps ?? 1))
  }
}

/// Loss and accuracy over an epoch's samples so far, from which those of the last steps alone follow: an
/// epoch's mean begins anew with it, and would draw a saw.
private struct Sums {
  var samples = 0.0
  var loss = 0.0
  var accuracy: Double?

  init() {}

  init(_ batch: BatchSummary, samples: Int) {
    self.samples = Double(samples)
    loss = batch.loss * self.samples
    accuracy = batch.values.first { $0.quantity == .accuracy }.map { $0.value * Double(samples) }
  }

  func loss(since earlier: Sums) -> Double { (loss - earlier.loss) / (samples - earlier.samples) }

  func accuracy(since earlier: Sums) -> Double? {
    accuracy.map { ($0 - (earlier.accuracy ?? 0)) / (samples - earlier.samples) }
  }
}

extension EpochRow {
  /// The row of an epoch.
  ///
  /// - Parameters:
  ///   - epoch: What came of it.
  ///   - pausedSeconds: How long it stood still.
  ///   - learningRate: The one that it ended with, if it did not say so itself.
  init(_ epoch: EpochSummary, pausedSeconds: Double = 0, learningRate: Float? = nil) {
    self.init(
      epoch: epoch.epoch + 1, loss: epoch[.loss]?.finite, accuracy: epoch[.accuracy]?.finite,
      validationLoss: epoch[.validationLoss]?.finite,
      validationAccuracy: epoch[.validationAccuracy]?.finite,
      seconds: max(0, epoch.trainingSeconds - pausedSeconds),
      learningRate: epoch[.learningRate]?.finite ?? learningRate.map(Double.init))
  }
}

extension Double {
  /// JSON has no numbers for infinity and what is none.
  fileprivate var finite: Double? { isFinite ? self : nil }
}
