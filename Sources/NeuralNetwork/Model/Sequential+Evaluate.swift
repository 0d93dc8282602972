internal import Kernels

extension Sequential {
  /// Loss and metrics on samples that the network does not learn from.
  ///
  /// Dropout is off.
  ///
  /// - Throws: ``ModelError`` if the data do not fit or `compile` was not called.
  public func evaluate(_ data: Dataset) throws(ModelError) -> Evaluation {
    let compilation = try compiled(for: data, purpose: "evaluation")
    return Evaluation(
      of: try predict(data), against: data.labels, loss: compilation.loss,
      metrics: compilation.metrics)
  }

  /// The network's outputs for every sample, in order.
  ///
  /// - Throws: ``ModelError`` if the samples have another shape than the input, or the output is
  ///   not one row a sample.
  public func predict(_ data: Dataset) throws(ModelError) -> Predictions {
    guard data.shape == inputShape else {
      throw .inputMismatch(expected: inputShape, received: data.shape)
    }
    guard outputShape.rank == 1 else {
      throw .outputMismatch(output: outputShape, classes: data.classes)
    }
    let classes = outputShape.elementCount
    let team = compilation?.team ?? WorkerTeam()
    let arena = Arena()
    let outputs: UnsafeMutablePointer<Float> = arena.allocate(data.count * classes)
    try Inference(self, team: team).run(data) { piece, values in
      (outputs + piece.lowerBound * classes).update(
        from: values, count: piece.count * classes)
    }
    return Predictions(
      values: Array(UnsafeBufferPointer(start: outputs, count: data.count * classes)),
      classes: classes, areLogits: !stack.endsInSoftmax)
  }
}
