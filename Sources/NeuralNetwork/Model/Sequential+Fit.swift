internal import Kernels

extension Sequential {
  /// Learns from the data, epoch after epoch.
  ///
  /// As Keras' `fit`, with its defaults. The loss and accuracy of an epoch are means over its
  /// samples while the network was learning from them; dropout was on.
  ///
  /// - Parameters:
  ///   - training: What to learn from.
  ///   - batchSize: Samples in a step.
  ///   - epochs: The epoch to stop before: with `initialEpoch` 3, `epochs: 5` trains two.
  ///   - verbose: How progress is shown.
  ///   - callbacks: Who else follows.
  ///   - validationSplit: Which share of the training data, taken from its end before shuffling, is
  ///     held out to validate on.
  ///   - validationData: What to validate on instead.
  ///   - shuffle: A new order in every epoch.
  ///   - initialEpoch: The first epoch, from 0. Shuffling and dropout depend on the epoch's number,
  ///     so that a resumed training goes on as if it had never stopped.
  ///   - history: What earlier epochs reported, to which this run's is added.
  /// - Throws: ``ModelError`` if the data do not fit, and whatever a callback throws.
  @discardableResult
  public func fit(
    _ training: Dataset, batchSize: Int = 32, epochs: Int = 1, verbose: Verbosity = .automatic,
    callbacks: [any Callback] = [], validationSplit: Double = 0, validationData: Dataset? = nil,
    shuffle: Bool = true, initialEpoch: Int = 0, history: History = History()
  ) throws -> History {
    guard batchSize > 0 else {
      throw ModelError.invalidArgument("Expected a positive batch size; received \(batchSize).")
    }
    guard validationSplit >= 0, validationSplit < 1 else {
      throw ModelError.invalidArgument(
        "Expected a validation split from 0 to below 1; received \(validationSplit).")
    }
    let parts: (training: Dataset, validation: Dataset?)
    if validationData == nil, validationSplit > 0 {
      let split = training.split(validation: validationSplit)
      parts = (split.training, split.validation)
    } else {
      parts = (training, validationData)
    }
    let compilation = try compiled(for: parts.training, purpose: "training")
    if let validation = parts.validation {
      _ = try compiled(for: validation, purpose: "validation")
    }
    scaling = training.scaling

    let trainer = try Trainer(
      self, compilation, data: parts.training, batchSize: batchSize, shuffle: shuffle)
    let followers = Followers(callbacks + [ProgressBar(verbose)])
    let plan = TrainingPlan(
      initialEpoch: initialEpoch, epochs: epochs, steps: trainer.steps, batchSize: batchSize,
      trainingCount: parts.training.count, validationCount: parts.validation?.count ?? 0)
    var history = history
    history.stopReason = nil
    try followers.onTrainBegin(plan)
    for epoch in initialEpoch..<max(initialEpoch, epochs) {
      try followers.onEpochBegin(epoch)
      let outcome = try trainEpoch(epoch, trainer, parts.validation, followers)
      if let summary = outcome.summary { history.epochs.append(summary) }
      if case .stop(let reason) = outcome.verdict {
        history.stopReason = reason
        break
      }
    }
    try followers.onTrainEnd(history, self)
    return history
  }

  /// One epoch with its validation.
  ///
  /// There is no summary of an epoch that was ended in its middle.
  private func trainEpoch(
    _ epoch: Int, _ trainer: Trainer, _ validation: Dataset?, _ followers: Followers
  ) throws -> (summary: EpochSummary?, verdict: Verdict) {
    let countsAccuracy = compilation?.metrics.contains(.accuracy) == true
    let clock = ContinuousClock()
    let start = clock.now
    let (totals, verdict) = try trainer.run(epoch: epoch) { step, totals in
      try followers.onTrainBatchEnd(
        BatchSummary(
          epoch: epoch, step: step, loss: totals.meanLoss,
          accuracy: countsAccuracy ? totals.accuracy : nil))
    }
    guard verdict == .goOn else { return (nil, verdict) }
    let middle = clock.now
    var values: [EpochSummary.Value] = []
    if countsAccuracy { values.append(.init(quantity: .accuracy, value: totals.accuracy)) }
    values.append(.init(quantity: .loss, value: totals.meanLoss))
    if let validation {
      let evaluation = try evaluate(validation)
      if let accuracy = evaluation.accuracy {
        values.append(.init(quantity: .validationAccuracy, value: accuracy))
      }
      values.append(.init(quantity: .validationLoss, value: evaluation.loss))
    }
    let summary = EpochSummary(
      epoch: epoch, trainingSeconds: start.duration(to: middle).seconds,
      validationSeconds: middle.duration(to: clock.now).seconds, values: values)
    return (summary, try followers.onEpochEnd(summary, self))
  }

  /// The compilation, once it is sure that the data fit the network.
  func compiled(for data: Dataset, purpose: String) throws(ModelError) -> Compilation {
    guard let compilation else { throw .notCompiled }
    guard data.count > 0 else { throw .noSamples(purpose) }
    guard data.shape == inputShape else {
      throw .inputMismatch(expected: inputShape, received: data.shape)
    }
    guard outputShape.rank == 1, outputShape.elementCount >= data.classes else {
      throw .outputMismatch(output: outputShape, classes: data.classes)
    }
    if compilation.loss.fromLogits, stack.endsInSoftmax { throw .softmaxTwice }
    return compilation
  }
}

extension LayerStack {
  /// The last activation is softmax; what only reshapes or drops does not change that.
  var endsInSoftmax: Bool {
    let last = items.last { !$0.layer.isReshape && !($0.layer is Dropout) }
    return switch last?.layer {
    case let dense as Dense: dense.activation == .softmax
    case let convolution as Conv2D: convolution.activation == .softmax
    case let activation as Activation: activation.activation == .softmax
    default: false
    }
  }
}

extension Duration {
  var seconds: Double { self / .seconds(1) }
}

/// All callbacks of a training as one.
private struct Followers {
  private let callbacks: [any Callback]

  init(_ callbacks: [any Callback]) { self.callbacks = callbacks }

  func onTrainBegin(_ plan: TrainingPlan) throws {
    for callback in callbacks { try callback.onTrainBegin(plan) }
  }

  func onEpochBegin(_ epoch: Int) throws {
    for callback in callbacks { try callback.onEpochBegin(epoch) }
  }

  /// Everybody is told; the first who wants to stop gives the reason.
  func onTrainBatchEnd(_ batch: BatchSummary) throws -> Verdict {
    try joined { try $0.onTrainBatchEnd(batch) }
  }

  func onEpochEnd(_ epoch: EpochSummary, _ model: Sequential) throws -> Verdict {
    try joined { try $0.onEpochEnd(epoch, model) }
  }

  func onTrainEnd(_ history: History, _ model: Sequential) throws {
    for callback in callbacks { try callback.onTrainEnd(history, model) }
  }

  private func joined(_ ask: (any Callback) throws -> Verdict) rethrows -> Verdict {
    var verdict = Verdict.goOn
    for callback in callbacks {
      let answer = try ask(callback)
      if verdict == .goOn { verdict = answer }
    }
    return verdict
  }
}
