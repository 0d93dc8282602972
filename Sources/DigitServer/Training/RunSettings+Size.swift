internal import NeuralNetwork
internal import Recipes
internal import Runs

extension RunSettings {
  /// Makes sure that the layers fit together, answer with ten numbers, and are none too large.
  ///
  /// - Throws: ``TrainingError/invalid(_:)``.
  func checkSize() throws(TrainingError) {
    do {
      let layers = try knownRecipe.layers(10, activation)
      let size = try NetworkSize(layers)
      guard size.output == [10] else {
        throw TrainingError.invalid(
          "Expected a network that ends with 10 numbers, one for each digit; it ends with "
            + "\(size.output): let its last layers be flatten and dense with 10 units.")
      }
      guard size.parameters <= TrainingRequest.Limits.parameters else {
        throw TrainingError.invalid(
          "Expected at most \(TrainingRequest.Limits.parameters) parameters; these layers have "
            + "\(size.parameters): take fewer units or filters.")
      }
      let bytes = size.trainingBytes(batchSize: batchSize, threads: threads)
      guard bytes <= TrainingRequest.Limits.memory else {
        throw TrainingError.invalid(
          "Expected a training in at most \(TrainingRequest.Limits.memory >> 20) MiB of memory; this "
            + "one would take some \(bytes >> 20): take smaller batches, or fewer filters.")
      }
    } catch {
      throw TrainingError(error)
    }
  }
}

/// How large a network for MNIST's pictures is.
private struct NetworkSize {
  private(set) var output: Shape = [28, 28, 1]
  private(set) var parameters = 0
  /// Numbers that all layers make of one picture, with what convolutions copy for their products.
  private var values = 28 * 28
  private var needsWholeBatch = false

  init(_ layers: [any Layer]) throws(ModelError) {
    for layer in layers {
      let input = output
      output = try layer.outputShape(for: input)
      let weights = try layer.variables(for: input).map(\.shape.elementCount)
      parameters += weights.reduce(0, +)
      values += output.elementCount
      if let convolution = layer as? Conv2D {
        let size = convolution.kernelSize
        values +=
          output.elementCount / convolution.filters * size.rows * size.columns
          * (input.axes.last ?? 1)
      }
      if layer.needsWholeBatch { needsWholeBatch = true }
    }
  }

  /// An estimate: weights, a gradient for each worker, an optimizer's two slots and the best weights so
  /// far; values and their gradients for as many pictures as go through the network at once.
  func trainingBytes(batchSize: Int, threads: Int) -> Int {
    let pictures = needsWholeBatch ? batchSize : min(batchSize, 16 * threads)
    return 4 * (parameters * (threads + 5) + 2 * values * pictures)
  }
}
