public import MNIST
public import NeuralNetwork
public import Recipes

/// Everything that decides what a training computes.
///
/// It is kept in the model file's notes, so that a run can be resumed and every model says where it
/// came from.
public struct RunSettings: Codable, Sendable {
  /// Name of the network.
  public var recipe: String
  /// What to learn from, and what of it is held out.
  public var dataset: DatasetChoice
  /// What of it is held out.
  public var validation: ValidationChoice
  /// Times through the training data.
  public var epochs: Int
  /// Pictures in a step.
  public var batchSize: Int
  /// Between the layers.
  public var activation: ActivationFunction
  /// The recipe's own if nil.
  public var optimizer: OptimizerName?
  /// The optimizer's own if nil.
  public var learningRate: Float?
  /// Where everything random comes from.
  public var seed: UInt64
  /// Workers that share each step.
  public var threads: Int
  /// The layers of a network that is none of a recipe.
  public var layers: [LayerChoice]?
  /// The training is one of a network that has learnt before.
  public var tuning: FineTuning?

  /// The settings of a training.
  ///
  /// - Parameters:
  ///   - recipe: The network, and what happens to its training pictures.
  ///   - dataset: What to learn from.
  ///   - validation: What of it is held out.
  ///   - epochs: Times through the training data.
  ///   - batchSize: Pictures in a step.
  ///   - activation: Between the layers.
  ///   - optimizer: The recipe's own if nil.
  ///   - learningRate: The optimizer's own if nil.
  ///   - seed: Where everything random comes from.
  ///   - threads: Workers that share each step.
  public init(
    recipe: Recipe, dataset: DatasetChoice, validation: ValidationChoice, epochs: Int,
    batchSize: Int, activation: ActivationFunction, optimizer: OptimizerName?,
    learningRate: Float?, seed: UInt64, threads: Int
  ) {
    self.recipe = recipe.name
    self.dataset = dataset
    self.validation = validation
    self.epochs = epochs
    self.batchSize = batchSize
    self.activation = activation
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.seed = seed
    self.threads = threads
  }

  /// The recipe named, or the one that layers or fine-tuning make.
  ///
  /// - Throws: ``RunError/unknownRecipe(_:)`` if there is none of this name.
  public var knownRecipe: Recipe {
    get throws(RunError) {
      if let tuning { return tuning.recipe(for: recipe) }
      if let layers { return Recipe(layers) }
      guard let recipe = Recipe.named(recipe) else { throw .unknownRecipe(recipe) }
      return recipe
    }
  }

  /// A fresh model for a training set.
  ///
  /// - Throws: ``RunError/unknownRecipe(_:)``, or `ModelError` if the layers cannot take the pictures.
  public func model(for training: Dataset) throws -> Sequential {
    let model = try knownRecipe.model(
      for: training, activation: activation, optimizer: optimizer?.optimizer,
      batchSize: batchSize, epochs: epochs, seed: seed, threads: threads)
    if let learningRate { model.learningRate = learningRate }
    try note(in: model)
    return model
  }

  /// The name of the optimizer that a model is compiled with.
  public func optimizerName(_ model: Sequential) -> String {
    if let optimizer { return optimizer.rawValue }
    let base = (model.optimizer as? OptimizerWithOptions)?.base ?? model.optimizer
    return base.map { "\(type(of: $0))".lowercased() } ?? ""
  }

  /// What to train and validate on.
  ///
  /// Training pictures change as the recipe says.
  /// - Throws: ``RunError`` if there is no such recipe, or no such split.
  public func parts(
    of data: MNIST
  ) throws(RunError) -> (training: Dataset, validation: Dataset?) {
    let parts = try validation.split(data)
    return (try knownRecipe.training(on: parts.training, epochs: epochs), parts.validation)
  }
}
