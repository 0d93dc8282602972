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
  ///   - classWeight: How much the samples of a class count; 1 for those not named.
  ///   - sampleWeight: How much each training sample counts.
  ///   - initialEpoch: The number of the first epoch, from 0. Random numbers go on as if all before
  ///     it had been trained.
  ///   - history: What earlier epochs reported, to which this run's is added.
  /// - Throws: ``ModelError`` if the data do not fit, and whatever a callback throws.
  @discardableResult
  public func fit(
    _ training: Dataset, batchSize: Int = 32, epochs: Int = 1, verbose: Verbosity = .automatic,
    callbacks: [any Callback] = [], validationSplit: Double = 0, validationData: Dataset? = nil,
    shuffle: Bool = true, classWeight: [Int: Float] = [:], sampleWeight: [Float]? = nil,
    initialEpoch: Int = 0, history: History = History()
  ) throws -> History {
    let parts = try parts(
      training, batchSize, validationSplit, validationData, classWeight, sampleWeight)
    let compilation = try compiled(for: parts.training, purpose: "training")
    if let validation = parts.validation {
      _ = try compiled(for: validation, purpose: "validation")
      try validation.check(fits: inputShape, training.scaling)
    }
    scaling = training.scaling

    let trainer = try Trainer(
      self, compilation, data: parts.training, batchSize: batchSize, shuffle: shuffle)
    let plan = TrainingPlan(
      initialEpoch: initialEpoch, epochs: epochs, steps: trainer.steps, batchSize: batchSize,
      trainingCount: parts.training.count, validationCount: parts.validation?.count ?? 0)
    let callbacks = callbacks + [ProgressBar(verbose)]
    let session = TrainingSession(self, plan, callbacks: callbacks, history: history)
    let tellsRate =
      callbacks.contains(where: \.changesLearningRate) || compilation.optimizer.learningRate.varies
    isFitting = true
    defer { isFitting = false }
    try session.onTrainBegin()
    epochsTrained = max(epochsTrained, session.nextEpoch)
    while session.nextEpoch < epochs, session.history.stopReason == nil {
      try session.onEpochBegin(session.nextEpoch)
      try trainEpoch(trainer, parts.validation, session, tellsRate: tellsRate)
    }
    compilation.finish(parameters)
    try session.onTrainEnd()
    return session.history
  }

  private func parts(
    _ training: Dataset, _ batchSize: Int, _ validationSplit: Double, _ validationData: Dataset?,
    _ classWeight: [Int: Float], _ sampleWeight: [Float]?
  ) throws(ModelError) -> (training: Dataset, validation: Dataset?) {
    guard batchSize > 0 else {
      throw .invalidArgument("Expected a positive batch size; received \(batchSize).")
    }
    guard validationSplit >= 0, validationSplit < 1 else {
      throw .invalidArgument(
        "Expected a validation split from 0 to below 1; received \(validationSplit).")
    }
    var training = training
    if let sampleWeight {
      guard sampleWeight.count == training.count else {
        throw .invalidArgument(
          "Expected a weight for each of \(training.count) samples; received \(sampleWeight.count)."
        )
      }
      training = training.weighted(by: sampleWeight)
    }
    var validation = validationData
    if validationData == nil, validationSplit > 0 {
      let split = training.split(validation: validationSplit)
      (training, validation) = (split.training, split.validation)
    }
    if let strange = classWeight.keys.first(where: { !(0..<training.classes).contains($0) }) {
      throw .invalidArgument(
        "Expected weights for classes 0 to \(training.classes - 1); received one for \(strange).")
    }
    if !classWeight.isEmpty {
      training = training.weighted(by: training.labels.map { classWeight[$0] ?? 1 })
    }
    return (training, validation)
  }

  /// One epoch with its validation.
  ///
  /// Nothing is reported of an epoch that was ended in its middle; one that was ended with its last step
  /// is whole.
  private func trainEpoch(
    _ trainer: Trainer, _ validation: Dataset?, _ session: TrainingSession, tellsRate: Bool
  ) throws {
    let epoch = session.nextEpoch
    let clock = ContinuousClock()
    let start = clock.now
    var isWhole = false
    let (totals, verdict) = try trainer.run(
      epoch: epochsTrained, isPlain: epoch >= trainer.firstPlainEpoch,
      onStepSettled: { session.onStepSettled($0, epoch: epoch) }
    ) { step, totals in
      isWhole = step + 1 == trainer.steps
      return try session.onTrainBatchEnd(BatchSummary(epoch: epoch, step: step, totals: totals))
    }
    if case .stop(let reason) = verdict, !isWhole {
      session.breakOff(reason)
      return
    }
    let middle = clock.now
    var values = totals.values
    if let validation {
      values += try evaluate(validation).values.map {
        .init(quantity: $0.quantity.onValidation, value: $0.value)
      }
    }
    if tellsRate { values.append(.init(quantity: .learningRate, value: Double(learningRate))) }
    let summary = EpochSummary(
      epoch: epoch, trainingSeconds: start.duration(to: middle).seconds,
      validationSeconds: middle.duration(to: clock.now).seconds, values: values)
    session.history.epochs.append(summary)
    epochsTrained += 1
    session.nextEpoch += 1
    try session.onEpochEnd(summary)
    // Not before the epoch is kept: who finds it later may train on.
    if case .stop(let reason) = verdict { session.breakOff(reason) }
  }

  /// The compilation, once it is sure that the data fit the network.
  func compiled(for data: Dataset, purpose: String) throws(ModelError) -> Compilation {
    guard let compilation else { throw .notCompiled }
    guard data.count > 0 else { throw .noSamples(purpose) }
    try data.check(fits: inputShape, nil)
    // One output answers yes or no.
    let outputs = outputShape.elementCount
    let answersYesOrNo = data.classes <= 2 && !compilation.loss.function.needsOutputPerClass
    let fits = outputs >= data.classes || outputs == 1 && answersYesOrNo
    guard outputShape.rank == 1, fits else {
      throw .outputMismatch(output: outputShape, classes: data.classes)
    }
    let last = stack.lastActivation
    if compilation.loss.fromLogits, last == .softmax || last == .sigmoid {
      throw .activationTwice(last)
    }
    return compilation
  }
}

extension Duration {
  var seconds: Double { self / .seconds(1) }
}
