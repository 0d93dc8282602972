public import Kernels

/// Where a layer's operation finds its memory.
///
/// Pointers lead to matrices of `context.capacity` samples.
public struct Placement {
  /// Shape of one input sample and of one output sample.
  public let inputShape, outputShape: Shape
  /// `[capacity, inputShape…]` and `[capacity, outputShape…]`.
  public let input, output: UnsafeMutablePointer<Float>
  /// As the input, or nil where nobody needs it: where nothing before learns, and in inference.
  public let inputGradient: UnsafeMutablePointer<Float>?
  /// As the output, or nil in inference.
  public let outputGradient: UnsafeMutablePointer<Float>?
  /// The variables, in the layer's order, shared by all workers.
  public let variables: [UnsafeMutablePointer<Float>]
  /// This worker's gradient for each variable; nil for those that are not trained, and in
  /// inference.
  public let gradients: [UnsafeMutablePointer<Float>?]
  /// The input is known to be the network's: samples as they are.
  public let isFirst: Bool
  /// The layer may learn; otherwise it also leaves what it tracks as it is.
  public let isTrainable: Bool
  /// What is common to all layers on this worker.
  public let context: WorkerContext
  /// What all gradients of this worker lie in, if the layer may leave out their first matrix.
  var lateGradient: PartialGradient?

  /// Memory for a layer inside this one, between this layer's input and `output`.
  func inner(
    from first: Int, count: Int, inputShape: Shape? = nil, outputShape: Shape? = nil,
    input: UnsafeMutablePointer<Float>? = nil, output: UnsafeMutablePointer<Float>? = nil,
    inputGradient: UnsafeMutablePointer<Float>?, outputGradient: UnsafeMutablePointer<Float>?
  ) -> Placement {
    Placement(
      inputShape: inputShape ?? self.inputShape, outputShape: outputShape ?? self.outputShape,
      input: input ?? self.input, output: output ?? self.output, inputGradient: inputGradient,
      outputGradient: outputGradient, variables: Array(variables[first..<first + count]),
      gradients: Array(gradients[first..<first + count]), isFirst: isFirst && input == nil,
      isTrainable: isTrainable, context: context)
  }
}

/// What all operations of one worker share.
public struct WorkerContext {
  /// The most samples in one pass.
  public let capacity: Int
  /// Gradients will be asked for.
  public let isTraining: Bool
  /// Random numbers.
  public let streams: RandomStreams
  /// The other workers; nil where samples never meet, in inference.
  public let exchange: Exchange?
  /// Memory for what an operation keeps.
  public let arena = Arena()
}
