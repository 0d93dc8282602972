public import NeuralNetwork

/// A network with the training that suits it, by name.
///
///     let recipe = Recipe.best
///     let model = try recipe.model(for: mnist.train)
///     try recipe.fit(model, on: mnist.train)
public struct Recipe: Sendable {
  /// What one asks for it by.
  public let name: String
  /// The network in a few words.
  public let summary: String
  /// Samples in a step.
  public let batchSize: Int
  /// Times through the training data.
  public let epochs: Int
  /// Networks that are trained, each from another seed, and asked together.
  public let members: Int
  /// What happens to training pictures, in this order.
  public let augmentations: [any Augmentation]
  /// The last epochs, so many, in which nothing happens to them.
  public let plainEpochs: Int
  /// What training makes small.
  public let loss: Loss
  /// What moves the weights, in a training of so many steps.
  public let optimizer: @Sendable (_ steps: Int) -> any Optimizer
  /// The layers for a number of classes, with an activation function between them.
  public let layers: @Sendable (_ classes: Int, _ activation: ActivationFunction) -> [any Layer]

  /// A recipe of the given parts.
  public init(
    name: String, summary: String, batchSize: Int, epochs: Int, members: Int = 1,
    augmentations: [any Augmentation] = [], plainEpochs: Int = 0,
    loss: Loss = .sparseCategoricalCrossentropy,
    optimizer: @escaping @Sendable (_ steps: Int) -> any Optimizer = { _ in Adam() },
    @LayerBuilder layers:
      @escaping @Sendable (
        _ classes: Int, _ activation: ActivationFunction
      ) -> [any Layer]
  ) {
    self.name = name
    self.summary = summary
    self.batchSize = batchSize
    self.epochs = epochs
    self.members = members
    self.augmentations = augmentations
    self.plainEpochs = plainEpochs
    self.loss = loss
    self.optimizer = optimizer
    self.layers = layers
  }

  /// The network with fresh weights, compiled to learn classes and count accuracy.
  ///
  /// - Parameters:
  ///   - training: What it will learn from: its shape, its classes, and how many steps there will be.
  ///   - activation: Between the layers, in place of the recipe's own ReLU.
  ///   - optimizer: In place of the recipe's own.
  ///   - batchSize: In place of the recipe's own.
  ///   - epochs: In place of the recipe's own.
  ///   - seed: Where everything random comes from.
  ///   - threads: Workers that share a batch; one for every core if nil.
  /// - Throws: `ModelError` if the layers cannot take the input.
  public func model(
    for training: Dataset, activation: ActivationFunction = .relu,
    optimizer: (any Optimizer)? = nil, batchSize: Int? = nil, epochs: Int? = nil,
    seed: UInt64 = 0, threads: Int? = nil
  ) throws(ModelError) -> Sequential {
    let model = try Sequential(
      input: training.shape, seed: seed, layers: layers(training.classes, activation))
    let size = min(max(1, batchSize ?? self.batchSize), max(1, training.count))
    let (steps, isTooMany) = ((training.count + size - 1) / size)
      .multipliedReportingOverflow(by: max(1, epochs ?? self.epochs))
    model.compile(
      optimizer: optimizer ?? self.optimizer(isTooMany ? .max : steps), loss: loss,
      metrics: [.accuracy],
      threads: threads)
    return model
  }

  /// A training set whose pictures change as the recipe says; as it is, if the recipe changes none.
  ///
  /// - Parameters:
  ///   - data: The training set.
  ///   - epochs: In place of the recipe's own.
  public func training(on data: Dataset, epochs: Int? = nil) -> Dataset {
    guard !augmentations.isEmpty else { return data }
    let first = max(0, epochs ?? self.epochs) - plainEpochs
    return data.augmented(by: augmentations, untilEpoch: plainEpochs == 0 ? nil : max(0, first))
  }

  /// Trains a network as the recipe says.
  ///
  /// - Parameters:
  ///   - model: What ``model(for:activation:optimizer:batchSize:epochs:seed:threads:)`` made, with the
  ///     same batch size and epochs.
  ///   - training: What to learn from.
  ///   - batchSize: In place of the recipe's own.
  ///   - epochs: In place of the recipe's own.
  ///   - validationData: What to validate on.
  ///   - verbose: How progress is shown.
  ///   - callbacks: Who else follows.
  /// - Throws: What `Sequential.fit` throws.
  @discardableResult
  public func fit(
    _ model: Sequential, on training: Dataset, batchSize: Int? = nil, epochs: Int? = nil,
    validationData: Dataset? = nil, verbose: Verbosity = .automatic,
    callbacks: [any Callback] = []
  ) throws -> History {
    try model.fit(
      self.training(on: training, epochs: epochs), batchSize: batchSize ?? self.batchSize,
      epochs: epochs ?? self.epochs, verbose: verbose, callbacks: callbacks,
      validationData: validationData)
  }

  /// The recipe of a name, or nil.
  public static func named(_ name: String) -> Recipe? { all.first { $0.name == name } }
}
