internal import Kernels

extension Sequential {
  /// Loss and metrics on samples that the network does not learn from.
  ///
  /// Dropout is off.
  /// - Throws: ``ModelError`` if the data do not fit or `compile` was not called.
  public func evaluate(_ data: Dataset) throws(ModelError) -> Evaluation {
    _ = try compiled(for: data, purpose: "evaluation")
    return try evaluate(try predict(data), against: data)
  }

  /// Loss and metrics of what ``predict(_:)`` said of the same samples.
  ///
  /// - Throws: ``ModelError`` if the predictions are not those of as many samples, or `compile` was
  ///   not called.
  public func evaluate(
    _ predictions: Predictions, against data: Dataset
  ) throws(ModelError) -> Evaluation {
    let compilation = try compiled(for: data, purpose: "evaluation")
    guard predictions.count == data.count, predictions.classCount == outputShape.elementCount
    else {
      throw .invalidArgument(
        "Expected predictions for \(data.count) samples; received \(predictions.count).")
    }
    return Evaluation(
      of: predictions, against: data, compilation, penalty: parameters.penalty)
  }

  /// The network's outputs for every sample, in order.
  ///
  /// - Throws: ``ModelError`` if the samples have another shape than the input or are scaled
  ///   otherwise than in training, or if the output is not one row a sample.
  public func predict(_ data: Dataset) throws(ModelError) -> Predictions {
    try data.check(fits: inputShape, scaling)
    guard outputShape.rank == 1 else {
      throw .outputMismatch(output: outputShape, classes: data.classes)
    }
    let team = compilation?.team ?? WorkerTeam()
    let inference = try Inference(
      stack, parameters, seed: seed, count: team.count, mostSamples: data.count)
    return inference.predictions(
      data, on: team, classes: outputShape.elementCount, probabilityActivation)
  }

  /// What makes probabilities of the outputs: as the loss has it, or a guess before there is one.
  var probabilityActivation: ActivationFunction {
    if let compilation { return compilation.loss.function.probabilityActivation }
    if stack.lastActivation != .linear { return .linear }
    return outputShape.elementCount == 1 ? .sigmoid : .softmax
  }
}

extension Dataset {
  /// - Throws: ``ModelError`` if the samples have another shape than a network's input or are scaled
  ///   otherwise than in its training.
  func check(fits input: Shape, _ scaling: Scaling?) throws(ModelError) {
    guard shape == input else { throw .inputMismatch(expected: input, received: shape) }
    if let scaling, scaling != self.scaling {
      throw .scalingMismatch(expected: scaling, received: self.scaling)
    }
  }
}
