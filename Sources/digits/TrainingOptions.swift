import ArgumentParser
import Foundation
import NeuralNetwork
import Recipes

/// The options of `train` that decide what it computes.
struct TrainingOptions: ParsableArguments {
  @Option(help: "The network: dense, lenet5 or convnet.")
  var model: Recipe = .dense

  @Option(help: "Times through the training data. Default: the model's own.")
  var epochs: Int?

  @Option(help: "Pictures in a step. Default: the model's own.")
  var batchSize: Int?

  @Option(help: "What moves the weights: adam or sgd.")
  var optimizer: RunSettings.OptimizerName = .adam

  @Option(help: "Size of a step. Default: the optimizer's own.")
  var learningRate: Float?

  @Option(help: "Between the layers: relu, sigmoid, tanh or linear.")
  var activation: ActivationFunction = .relu

  @Option(
    help: """
      Held out of the training data to validate on: a fraction, taken from its end, or \
      "writers" for MNIST's pictures by people who wrote none of the others.
      """)
  var validationSplit: ValidationChoice = .fraction(0)

  @Option(help: DatasetChoice.help)
  var dataset: DatasetChoice = .mnist

  @Option(help: "Where everything random comes from.")
  var seed: UInt64 = 0

  @Option(help: "Workers that share each step. Default: one for every core.")
  var threads: Int?

  func validate() throws {
    func requirePositive(_ value: Int?, _ name: String, atMost limit: Int = .max) throws {
      guard let value, !(1...limit).contains(value) else { return }
      let expected = limit == .max ? "a positive number" : "1 to \(limit)"
      throw ValidationError("Expected \(expected) for --\(name); received \(value).")
    }
    try requirePositive(epochs, "epochs")
    try requirePositive(batchSize, "batch-size")
    try requirePositive(threads, "threads", atMost: 256)
    if let learningRate, !(learningRate > 0 && learningRate.isFinite) {
      throw ValidationError(
        "Expected a positive number for --learning-rate; received \(learningRate).")
    }
  }

  var settings: RunSettings {
    RunSettings(
      recipe: model, dataset: dataset, validation: validationSplit, epochs: epochs ?? model.epochs,
      batchSize: batchSize ?? model.batchSize, activation: activation, optimizer: optimizer,
      learningRate: learningRate, seed: seed,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
  }
}

extension Recipe: ExpressibleByArgument {
  /// The recipe of a name.
  public init?(argument: String) {
    guard let recipe = Recipe.named(argument) else { return nil }
    self = recipe
  }

  /// Its name.
  public var defaultValueDescription: String { name }
  /// The names of all recipes.
  public static var allValueStrings: [String] { Recipe.all.map(\.name) }
}

extension ActivationFunction: ExpressibleByArgument {}
extension RunSettings.OptimizerName: ExpressibleByArgument {}
