import ArgumentParser
import Experiments
import Foundation
import NeuralNetwork
import Recipes
import Runs

/// What is trained, and on what.
struct TrainingOptions: ParsableArguments {
  @Option(help: "The network. Default: dense.")
  var model: Recipe?

  @Option(help: "Pictures in a step. Default: the model's own.")
  var batchSize: Int?

  @Option(
    help: "What moves the weights, at a constant rate. Default: the model's own, with its schedule."
  )
  var optimizer: RunSettings.OptimizerName?

  @Option(help: "Between the layers. Default: relu.")
  var activation: ActivationFunction?

  @Option(
    help: """
      Held out of the training data to validate on: a fraction, taken from its end, or \
      "writers" for MNIST's pictures by people who wrote none of the others. Default: nothing.
      """, transform: ValidationChoice.init)
  var validationSplit: ValidationChoice?

  @Option(help: "\(DatasetChoice.help.abstract) Default: mnist.")
  var dataset: DatasetChoice?

  @Option(help: "Where everything random comes from. Default: 0.")
  var seed: UInt64?

  @Option(help: "Workers that share each step. Default: one for every core.")
  var threads: Int?

  func validate() throws {
    try requirePositive(batchSize, "batch-size", atMost: RunSettings.largestBatch)
    try requirePositive(threads, "threads", atMost: 256)
  }

  /// Whether anything was asked for.
  var hasAny: Bool {
    let all: [Any?] = [
      model, batchSize, optimizer, activation, validationSplit, dataset, seed, threads,
    ]
    return all.contains { $0 != nil }
  }

  func settings(at pace: TrainingPace) -> RunSettings {
    let model = model ?? .dense
    return RunSettings(
      recipe: model, dataset: dataset ?? .mnist, validation: validationSplit ?? .fraction(0),
      epochs: pace.epochs ?? model.epochs, batchSize: batchSize ?? model.batchSize,
      activation: activation ?? .relu, optimizer: optimizer, learningRate: pace.learningRate,
      seed: seed ?? 0, threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
  }
}

/// How long it is trained, and in what steps: what `find-learning-rate` has options of its own for.
struct TrainingPace: ParsableArguments {
  @Option(help: "Times through the training data. Default: the model's own.")
  var epochs: Int?

  @Option(
    help: """
      Size of a step, always the same. Default: the model's own schedule, or the rate of the \
      optimizer that is named.
      """)
  var learningRate: Float?

  func validate() throws {
    try requirePositive(epochs, "epochs", atMost: 1_000_000)
    if let learningRate, !(learningRate > 0 && learningRate.isFinite) {
      throw ValidationError(
        "Expected a positive number for --learning-rate; received \(learningRate).")
    }
  }
}

private func requirePositive(_ value: Int?, _ name: String, atMost limit: Int) throws {
  guard let value, !(1...limit).contains(value) else { return }
  throw ValidationError("Expected 1 to \(limit) for --\(name); received \(value).")
}

extension Recipe: ExpressibleByArgument {
  /// The recipe of a name.
  public init?(argument: String) {
    guard let recipe = Recipe.named(argument) else { return nil }
    self = recipe
  }

  /// The names of all recipes.
  public static var allValueStrings: [String] { Recipe.all.map(\.name) }

  /// The name, where help tells a default.
  public var defaultValueDescription: String { name }
}

extension ActivationFunction: ExpressibleByArgument {
  /// The function of Keras' name, which `digits experiment` reads in the same way.
  public init?(argument: String) {
    guard let function = try? SweepSpecification.activation(argument) else { return nil }
    self = function
  }

  /// The names of all functions that go between layers.
  public static var allValueStrings: [String] { allCases.filter { $0 != .glu }.map(\.name) }
}
extension RunSettings.OptimizerName: ExpressibleByArgument {}
