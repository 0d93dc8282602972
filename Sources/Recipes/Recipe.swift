public import NeuralNetwork

/// A network with the training that suits it, by name.
///
///     let model = try Recipe.dense.model(input: [28, 28, 1], classes: 10)
///     try model.fit(mnist.train, batchSize: Recipe.dense.batchSize, epochs: Recipe.dense.epochs)
public struct Recipe: Sendable {
  /// What one asks for it by.
  public let name: String
  /// The network in a few words.
  public let summary: String
  /// Samples in a step.
  public let batchSize: Int
  /// Times through the training data.
  public let epochs: Int
  /// What moves the weights.
  public let optimizer: any Optimizer
  /// The layers for a number of classes, with an activation function between them.
  public let layers: @Sendable (_ classes: Int, _ activation: ActivationFunction) -> [any Layer]

  /// A recipe of the given parts.
  public init(
    name: String, summary: String, batchSize: Int, epochs: Int,
    optimizer: any Optimizer = Adam(),
    @LayerBuilder layers:
      @escaping @Sendable (
        _ classes: Int, _ activation: ActivationFunction
      ) -> [any Layer]
  ) {
    self.name = name
    self.summary = summary
    self.batchSize = batchSize
    self.epochs = epochs
    self.optimizer = optimizer
    self.layers = layers
  }

  /// The network with fresh weights, compiled to learn classes and count accuracy.
  ///
  /// - Parameters:
  ///   - input: Shape of one sample.
  ///   - classes: Number of classes.
  ///   - activation: Between the layers, in place of the recipe's own ReLU.
  ///   - optimizer: In place of the recipe's own.
  ///   - seed: Where everything random comes from.
  ///   - threads: Workers that share a batch; one for every core if nil.
  /// - Throws: `ModelError` if the layers cannot take the input.
  public func model(
    input: Shape, classes: Int, activation: ActivationFunction = .relu,
    optimizer: (any Optimizer)? = nil, seed: UInt64 = 0, threads: Int? = nil
  ) throws(ModelError) -> Sequential {
    let model = try Sequential(input: input, seed: seed, layers: layers(classes, activation))
    model.compile(
      optimizer: optimizer ?? self.optimizer, metrics: [.accuracy], threads: threads)
    return model
  }

  /// All recipes, the quickest first.
  public static let all = [dense, lenet5, convnet]

  /// The recipe of a name, or nil.
  public static func named(_ name: String) -> Recipe? { all.first { $0.name == name } }
}
