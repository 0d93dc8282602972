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
    guard data.shape == inputShape else {
      throw .inputMismatch(expected: inputShape, received: data.shape)
    }
    if let scaling, scaling != data.scaling {
      throw .scalingMismatch(expected: scaling, received: data.scaling)
    }
    guard outputShape.rank == 1 else {
      throw .outputMismatch(output: outputShape, classes: data.classes)
    }
    let classes = outputShape.elementCount
    let inference = Inference(self, team: compilation?.team ?? WorkerTeam())
    var values = [Float](repeating: 0, count: data.count * classes)
    try values.withUnsafeMutableBufferPointer { values throws(ModelError) in
      guard let base = values.baseAddress else { return }
      try inference.run(data) { piece, outputs in
        (base + piece.lowerBound * classes).update(from: outputs, count: piece.count * classes)
      }
    }
    return Predictions(
      values: values, classCount: classes,
      probabilityActivation: probabilityActivation)
  }

  /// What makes probabilities of the outputs: as the loss has it, or a guess before there is one.
  private var probabilityActivation: ActivationFunction {
    if let compilation { return compilation.loss.function.probabilityActivation }
    if stack.lastActivation != .linear { return .linear }
    return outputShape.elementCount == 1 ? .sigmoid : .softmax
  }
}
