internal import Kernels

/// The operations of a stack of layers on one worker, with the memory between them.
///
/// Outputs are kept, since the way back reads them. Of gradients only two are alive at a time, so
/// they take turns in two buffers.
final class Chain {
  let input, output: UnsafeMutablePointer<Float>
  /// What each layer of the stack makes: of one that only gives a new shape, what it was given.
  let outputs: [UnsafeMutablePointer<Float>]
  /// Where whoever comes after writes the gradient; nil in inference.
  let outputGradient: UnsafeMutablePointer<Float>?
  private let operations: [any Operation]
  /// Where the memory lies, kept for as long as the chain is.
  private let arena: Arena

  /// - Parameters:
  ///   - input: Memory to read samples from; the chain makes its own if there is none.
  ///   - inputGradient: Where to write the gradient of the input, if anybody needs it.
  ///   - isTrainable: The layer around the stack, if there is one, may learn.
  ///   - lateGradient: What the gradients lie in, if whoever steps on them can do without their first
  ///     matrix, and all samples come in one pass.
  init(
    _ stack: LayerStack, context: WorkerContext, input: UnsafeMutablePointer<Float>? = nil,
    inputGradient: UnsafeMutablePointer<Float>? = nil, isTrainable: Bool = true,
    variables: [UnsafeMutablePointer<Float>], gradients: [UnsafeMutablePointer<Float>?],
    lateGradient: PartialGradient? = nil
  ) throws(ModelError) {
    let (arena, capacity) = (context.arena, context.capacity)
    let computing = stack.items.filter { !$0.layer.isReshape }
    let largest = computing.map(\.outputShape.elementCount).max() ?? 0
    let buffers: [UnsafeMutablePointer<Float>] =
      context.isTraining ? (0..<2).map { _ in arena.allocate(capacity * largest) } : []

    self.arena = arena
    self.input = input ?? arena.allocate(capacity * stack.inputShape.elementCount)
    var value = self.input
    var gradient = inputGradient
    var somethingLearns = inputGradient != nil
    var operations: [any Operation] = []
    var outputs: [UnsafeMutablePointer<Float>] = []
    var firstVariable = 0
    for item in stack.items {
      guard !item.layer.isReshape else {
        outputs.append(value)
        continue
      }
      let range = firstVariable..<firstVariable + item.variables.count
      firstVariable = range.upperBound
      let output: UnsafeMutablePointer<Float> =
        arena.allocate(capacity * item.outputShape.elementCount)
      let outputGradient = context.isTraining ? buffers[operations.count % 2] : nil
      operations.append(
        try item.layer.operation(
          Placement(
            inputShape: item.inputShape, outputShape: item.outputShape, input: value,
            output: output, inputGradient: somethingLearns ? gradient : nil,
            outputGradient: outputGradient, variables: Array(variables[range]),
            gradients: Array(gradients[range]), isFirst: input == nil && operations.isEmpty,
            isTrainable: isTrainable && item.isTrainable, context: context,
            // A layer from elsewhere that holds a dense one may change its gradient.
            lateGradient: item.layer is Dense ? lateGradient : nil)))
      value = output
      outputs.append(output)
      gradient = outputGradient
      somethingLearns = somethingLearns || item.variables.contains(where: \.isTrainable)
    }
    self.operations = operations
    self.outputs = outputs
    output = value
    // Whoever measures the loss writes here, even if nothing before it learns.
    outputGradient =
      gradient
      ?? (context.isTraining ? arena.allocate(capacity * stack.outputShape.elementCount) : nil)
  }

  func forward(_ pass: Pass) { for operation in operations { operation.forward(pass) } }

  func backward(_ pass: Pass) {
    for operation in operations.reversed() { operation.backward(pass) }
  }
}
