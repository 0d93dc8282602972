private import Foundation
internal import Kernels

/// A trained network that shows what happens inside it.
///
///     let inspector = try Inspector(model)
///     for output in try inspector.outputs(for: pixels) {     // 28 × 28 values of 0…1
///       print(output.layer.name, output.layer.outputShape)   // conv2d (26, 26, 32)
///     }
///     let saliency = try inspector.gradient(ofOutput: 3, at: pixels)
///
/// Layers work as in ``Predictor``: nothing is dropped, and batch normalisation goes by its moving
/// statistics. But all of them are there, under the names that ``Sequential/summary(width:)`` prints;
/// a ``Residual`` and its like are one layer each.
///
/// It holds a copy of the weights, does not change, and may be called from many threads at once, which
/// take turns. All memory is planned when it is made.
public final class Inspector: @unchecked Sendable {
  /// Shape of one sample.
  public var inputShape: Shape { stack.inputShape }
  /// Shape of one output.
  public var outputShape: Shape { stack.outputShape }
  /// The layers, in order.
  public var layers: [LayerSummary] { stack.items.map(\.summary) }

  // None of these changes once the network is made, but what they point to does, in `turn` alone.
  private let stack: LayerStack
  private let parameters: Parameters
  private let chain: Chain
  private let inputGradient: UnsafeMutablePointer<Float>
  private let turn = NSLock()

  /// A copy of a model as it is now.
  ///
  /// - Parameter model: What to copy.
  /// - Throws: ``ModelError`` if a layer cannot be set up, such as one written elsewhere.
  public init(_ model: Sequential) throws(ModelError) {
    stack = model.stack
    parameters = Parameters(stack.variables)
    for index in parameters.variables.indices {
      _ = parameters.values(index).update(fromContentsOf: model.parameters.values(index))
    }
    // Gradients will be asked for, which is what training means to memory; that nobody else is there
    // to meet is what makes batch normalisation go by its moving statistics on the way back, too.
    let context = WorkerContext(
      capacity: 1, isTraining: true, streams: RandomStreams(seed: model.seed), exchange: nil)
    inputGradient = context.arena.allocate(stack.inputShape.elementCount)
    chain = try Chain(
      stack, context: context, inputGradient: inputGradient, variables: parameters.pointers,
      gradients: parameters.pointers.map { _ in nil })
    chain.forward(.inference(count: 0, weightsAreNew: true))
  }

  /// What every layer makes of a sample, in order: Keras' `keras.Model(model.inputs, [layer.output for
  /// layer in model.layers])`.
  ///
  /// - Parameter sample: Its values, as the network takes them.
  /// - Throws: ``ModelError/invalidArgument(_:)`` if there are more or fewer values than
  ///   ``inputShape`` has.
  public func outputs(for sample: [Float]) throws(ModelError) -> [LayerOutput] {
    try check(sample)
    return computing {
      forward(sample)
      return zip(stack.items, chain.outputs).map { item, output in
        let values = UnsafeBufferPointer(start: output, count: item.outputShape.elementCount)
        return LayerOutput(layer: item.summary, values: Array(values))
      }
    }
  }

  /// How much one output changes with each value of a sample: `∂ output[index] / ∂ sample`.
  ///
  /// Of a network that learnt to tell pictures apart this is the saliency map of a class: Simonyan,
  /// Vedaldi and Zisserman, arXiv 1312.6034. They take the output before the softmax, which is what a
  /// network has that makes logits; after one, whatever raises any other class counts, too.
  ///
  /// Where a function has a kink, such as ReLU at 0, or several values of a pool are the largest, it is
  /// the slope that training would take.
  ///
  /// - Parameters:
  ///   - index: Which output, counted through all axes of ``outputShape``.
  ///   - sample: Its values, as the network takes them.
  /// - Returns: As many values as the sample has.
  /// - Throws: ``ModelError/invalidArgument(_:)`` if there is no such output, or there are more or
  ///   fewer values than ``inputShape`` has.
  public func gradient(
    ofOutput index: Int, at sample: [Float]
  ) throws(ModelError) -> [Float] {
    try check(sample)
    let outputs = outputShape.elementCount
    guard (0..<outputs).contains(index) else {
      throw .invalidArgument("Expected an output from 0 to \(outputs - 1); received \(index).")
    }
    return computing {
      let pass = forward(sample)
      // There always is one where gradients are asked for.
      guard let gradient = chain.outputGradient else { return [] }
      gradient.update(repeating: 0, count: outputs)
      gradient[index] = 1
      chain.backward(pass)
      return Array(UnsafeBufferPointer(start: inputGradient, count: sample.count))
    }
  }

  /// A sample through all layers, as in inference.
  @discardableResult
  private func forward(_ sample: [Float]) -> Pass {
    let pass = Pass.inference(count: 1)
    for (index, value) in sample.enumerated() { chain.input[index] = value }
    chain.forward(pass)
    return pass
  }

  private func computing<Result>(_ body: () -> Result) -> Result {
    turn.withLock { CallingThread.computing(body) }
  }

  private func check(_ sample: [Float]) throws(ModelError) {
    guard sample.count == inputShape.elementCount else {
      throw .invalidArgument(
        "Expected \(inputShape.elementCount) values; received \(sample.count).")
    }
  }
}

/// What one layer makes of one sample.
public struct LayerOutput: Hashable, Sendable {
  /// The layer.
  public let layer: LayerSummary
  /// The values, in the order of the layer's output shape, the last axis fastest: of a picture
  /// `[rows, columns, channels]`.
  public let values: [Float]
}
