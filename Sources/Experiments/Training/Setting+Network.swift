internal import NeuralNetwork
internal import Recipes
internal import Runs

extension Setting {
  /// The network with fresh weights, compiled to learn on one thread.
  ///
  /// - Parameters:
  ///   - training: What it will learn from.
  ///   - epochs: How often, which schedules depend on.
  ///   - seed: Where everything random comes from.
  /// - Throws: `ModelError` if the layers cannot take the pictures, or ``SpecificationError`` if
  ///   there is no such network.
  func network(
    for training: Dataset, epochs: Int, seed: UInt64
  ) throws -> Sequential {
    let recipe = try SweepSpecification.recipe(model)
    let layers = adapted(recipe.layers(training.classes, activation))
    let model = try Sequential(input: training.shape, seed: seed, layers: layers)
    let size = min(max(1, batchSize ?? recipe.batchSize), max(1, training.count))
    let steps = (training.count + size - 1) / size * max(1, epochs)
    var optimizer = optimizer.optimizer
    optimizer.learningRate = rate(from: learningRate ?? optimizer.learningRate.peak, steps)
    model.compile(optimizer: optimizer, loss: recipe.loss, metrics: [.accuracy], threads: 1)
    return model
  }

  /// Pictures in a step.
  func stepSize() throws(SpecificationError) -> Int {
    if let batchSize { return batchSize }
    return try SweepSpecification.recipe(model).batchSize
  }

  /// A training set as the network sees it.
  func changed(_ training: Dataset) -> Dataset {
    isAugmented ? training.augmented(by: Recipe.fast.augmentations) : training
  }

  private func rate(from peak: Float, _ steps: Int) -> LearningRate {
    switch schedule {
    case .constant: .constant(peak)
    case .cosine: .cosineDecay(from: peak, decaySteps: steps)
    case .onecycle:
      .cosineDecay(
        from: peak / 25, decaySteps: steps - steps / 10, warmupTarget: peak,
        warmupSteps: steps / 10)
    }
  }

  /// Hidden layers as wide, and dropout as strong, as the setting says; the last layer answers, and
  /// stays as it is.
  private func adapted(_ layers: [any Layer]) -> [any Layer] {
    layers.enumerated().map { place, layer -> any Layer in
      switch layer {
      case var dense as Dense where place < layers.count - 1:
        dense.units = scaled(dense.units)
        return dense
      case var convolution as Conv2D:
        convolution.filters = scaled(convolution.filters)
        return convolution
      case let own as Dropout: return Dropout(rate: dropout ?? own.rate)
      case let own as SpatialDropout2D: return SpatialDropout2D(rate: dropout ?? own.rate)
      default: return layer
      }
    }
  }

  private func scaled(_ count: Int) -> Int { max(1, Int((Double(count) * width).rounded())) }
}
