internal import Kernels

/// The slopes of the loss along every learnt variable, for one batch.
public struct Gradients: Sendable {
  /// The batch's mean loss, with what regularizers add.
  public let loss: Double
  /// The slopes, by the variable's name, such as `dense/kernel`.
  public var values: [String: [Float]]
}

/// The pieces of a training loop of one's own.
///
///     for batch in training.batches(of: 32) {
///       let gradients = try model.gradients(on: batch)
///       print(gradients.loss)
///       try model.apply(gradients)
///     }
///
/// Each call plans its memory anew; `fit` does it once.
extension Sequential {
  /// One step on all samples of a data set together: Keras' `train_on_batch`.
  ///
  /// - Returns: Loss and metrics of the batch, before the step.
  /// - Throws: ``ModelError`` if the data do not fit.
  @discardableResult
  public func trainOnBatch(_ batch: Dataset) throws -> [EpochSummary.Value] {
    let (trainer, epoch) = try trainer(on: batch)
    return try trainer.run(epoch: epoch) { _, _ in .goOn }.totals.values
  }

  /// The gradients on all samples of a data set together, without a step.
  ///
  /// As in training, batch normalisation goes by the batch and moves its statistics.
  /// - Throws: ``ModelError`` if the data do not fit.
  public func gradients(on batch: Dataset) throws(ModelError) -> Gradients {
    let (trainer, epoch) = try trainer(on: batch)
    let (loss, flat) = trainer.gradients(epoch: epoch)
    let values = parameters.blocks.map { ($0.variable.name, Array(flat[$0.range])) }
    return Gradients(loss: loss, values: Dictionary(uniqueKeysWithValues: values))
  }

  /// A trainer for which the batch is an epoch, by whose number random layers draw.
  private func trainer(
    on batch: Dataset
  ) throws(ModelError) -> (trainer: Trainer, epoch: Int) {
    let compilation = try compiled(for: batch, purpose: "training")
    scaling = batch.scaling
    let trainer = try Trainer(
      self, compilation, data: batch, batchSize: batch.count, shuffle: false)
    return (trainer, compilation.state.iteration)
  }

  /// The optimizer's step on gradients, with all that surrounds it.
  ///
  /// - Throws: ``ModelError/invalidArgument(_:)`` if there is not one gradient of the right size for
  ///   each learnt variable, or ``ModelError/notCompiled``.
  public func apply(_ gradients: Gradients) throws(ModelError) {
    guard let compilation else { throw .notCompiled }
    let arena = Arena()
    let parts = (0..<compilation.team.count).map { _ in
      PartialGradient(count: parameters.weightCount, in: arena)
    }
    for (variable, range) in parameters.blocks {
      guard let values = gradients.values[variable.name], values.count == range.count else {
        throw .invalidArgument(
          "Expected \(range.count) values for the gradient of “\(variable.name)”; "
            + "received \(gradients.values[variable.name]?.count ?? 0).")
      }
      (parts[0].values + range.lowerBound).update(from: values, count: range.count)
    }
    let descent = Descent(parameters, compilation, gradients: parts)
    let state = descent.begin()
    // What regularizers add is in the gradients already.
    compilation.team.run {
      descent.sum(worker: $0)
      descent.advance(worker: $0, batch: state.iteration + 1)
    }
    state.iteration += 1
  }
}
