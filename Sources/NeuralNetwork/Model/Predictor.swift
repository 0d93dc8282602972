internal import Kernels

/// A trained network that only answers: what a server or an app keeps.
///
///     let predictor = try Predictor(try Sequential(contentsOf: "digits.safetensors"))
///     let logits = try predictor.predict(pixels)            // one picture, 28 × 28 values of 0…1
///     let all = try predictor.predict(mnist.test)           // many, on all cores
///
/// It holds a copy of the weights, does not change, and may be called from many threads at once. Batch
/// normalisation is folded into a `Dense` or `Conv2D` before it, layers that only act in training
/// are left out, and all memory is planned when it is made: a call for one sample takes no lock
/// and, where the answer has a place, allocates nothing (but for `sparsemax`, which sorts).
public final class Predictor: Sendable {
  /// Shape of one sample.
  public let inputShape: Shape
  /// Shape of one output.
  public let outputShape: Shape
  /// How the samples that the model learnt from were scaled; nil if it is not known.
  public let scaling: Dataset.Scaling?
  /// The outputs are logits; otherwise they are probabilities, or numbers of another kind.
  public var areLogits: Bool { probabilityActivation != .linear }
  private let probabilityActivation: ActivationFunction
  private let network: FoldedNetwork
  private let inference: Inference
  private let team: WorkerTeam

  /// A copy of a model as it is now.
  ///
  /// - Parameters:
  ///   - model: What to copy.
  ///   - threads: Workers that share a data set; one for every core that this process may use if nil.
  ///   - callers: Calls that may be under way at once without waiting for each other, at least one for
  ///     each thread; twice as many as threads if nil.
  /// - Throws: ``ModelError`` if the model's output is not one row a sample.
  public init(_ model: Sequential, threads: Int? = nil, callers: Int? = nil) throws(ModelError) {
    guard model.outputShape.rank == 1 else {
      throw .outputMismatch(output: model.outputShape, classes: model.outputShape.elementCount)
    }
    inputShape = model.inputShape
    outputShape = model.outputShape
    scaling = model.scaling
    probabilityActivation = model.probabilityActivation
    team = WorkerTeam(count: threads ?? WorkerTeam.availableCores)
    network = try FoldedNetwork(model)
    inference = try Inference(
      network.stack, network.parameters, seed: model.seed,
      count: max(callers ?? 2 * team.count, team.count))
  }

  /// The outputs for one sample, whose values are as the network takes them.
  ///
  /// - Throws: ``ModelError/invalidArgument(_:)`` if there are more or fewer values than
  ///   ``inputShape`` has.
  public func predict(_ sample: [Float]) throws(ModelError) -> [Float] {
    var output = [Float](repeating: 0, count: outputShape.elementCount)
    try sample.withUnsafeBufferPointer { sample throws(ModelError) in
      try output.withUnsafeMutableBufferPointer { output throws(ModelError) in
        try predict(sample, into: output)
      }
    }
    return output
  }

  /// The outputs for one sample, written where there is room for them.
  ///
  /// - Throws: ``ModelError/invalidArgument(_:)`` if there are more or fewer values than
  ///   ``inputShape`` has, or another number of places than ``outputShape`` has.
  public func predict(
    _ sample: UnsafeBufferPointer<Float>, into output: UnsafeMutableBufferPointer<Float>
  ) throws(ModelError) {
    guard sample.count == inputShape.elementCount, output.count == outputShape.elementCount else {
      throw .invalidArgument(
        "Expected \(inputShape.elementCount) values and room for \(outputShape.elementCount); "
          + "received \(sample.count) and \(output.count).")
    }
    inference.run(sample, into: output)
  }

  /// The outputs for every sample, in order.
  ///
  /// - Throws: ``ModelError`` if the samples have another shape than the input or are scaled
  ///   otherwise than in training.
  public func predict(_ data: Dataset) throws(ModelError) -> Predictions {
    try data.check(fits: inputShape, scaling)
    return inference.predictions(
      data, on: team, classes: outputShape.elementCount, probabilityActivation)
  }

  /// The outputs for several samples, whose values are as the network takes them, one sample after the
  /// other.
  ///
  /// - Throws: ``ModelError/invalidArgument(_:)`` if the values are no whole number of samples.
  public func predict(samples: [Float]) throws(ModelError) -> Predictions {
    let size = inputShape.elementCount
    guard samples.count.isMultiple(of: size),
      let data = try? Dataset(
        floats: samples, shape: inputShape,
        labels: [Int](repeating: 0, count: samples.count / size), classes: 1)
    else {
      throw .invalidArgument(
        "Expected a multiple of \(size) values; received \(samples.count).")
    }
    return inference.predictions(
      data, on: team, classes: outputShape.elementCount, probabilityActivation)
  }
}
