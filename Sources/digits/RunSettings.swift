import DigitReader
import Foundation
import MNIST
import NeuralNetwork
import Recipes

/// Everything that decides what a training computes.
///
/// It is kept in the model file's notes, so that a run can be resumed and every model says where it
/// came from.
struct RunSettings: Codable {
  var recipe: String
  var dataset: DatasetChoice
  var validation: ValidationChoice
  var epochs: Int
  var batchSize: Int
  var activation: ActivationFunction
  /// The recipe's own if nil.
  var optimizer: OptimizerName?
  /// The optimizer's own if nil.
  var learningRate: Float?
  var seed: UInt64
  var threads: Int

  /// The optimizers that can be named on the command line, each with Keras' defaults.
  enum OptimizerName: String, Codable, CaseIterable {
    case adam, adamw, sgd, momentum, rmsprop, adagrad, adadelta, adamax, nadam, lion, muon

    var optimizer: any Optimizer {
      switch self {
      case .adam: Adam()
      case .adamw: AdamW()
      case .sgd: SGD()
      case .momentum: SGD(momentum: 0.9)
      case .rmsprop: RMSprop()
      case .adagrad: Adagrad()
      case .adadelta: Adadelta()
      case .adamax: Adamax()
      case .nadam: Nadam()
      case .lion: Lion()
      case .muon: Muon()
      }
    }
  }

  private static let note = "run"
  private static let changes = "augmentations"

  /// What happens to training pictures, as the recipe of today has it.
  private var changes: String {
    get throws {
      let recipe = try knownRecipe
      return "\(recipe.augmentations), the last \(recipe.plainEpochs) epochs plain"
    }
  }

  /// A model was trained on pictures that changed as they would today, as far as it says.
  func changesPictures(as model: Sequential) throws -> Bool {
    let noted = model.notes[Self.changes]
    return try noted == nil || noted == changes
  }

  /// The settings that a model was trained with, if its file tells.
  init?(of model: Sequential) {
    guard let json = model.notes[Self.note],
      let settings = try? JSONDecoder().decode(Self.self, from: Data(json.utf8))
    else { return nil }
    self = settings
  }

  init(
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

  /// Writes the settings into the model's notes.
  func note(in model: Sequential) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    model.notes[Self.note] = String(decoding: try encoder.encode(self), as: UTF8.self)
    model.notes["labels"] = dataset.classNames.joined(separator: ",")
    model.notes[Self.changes] = try changes
    if dataset == .mnist { Preparation.note(in: model) }
  }

  /// The recipe named.
  var knownRecipe: Recipe {
    get throws {
      guard let recipe = Recipe.named(recipe) else {
        throw Failure("There is no model “\(recipe)”.", code: Failure.dataError)
      }
      return recipe
    }
  }

  /// A fresh model for a training set.
  func model(for training: Dataset) throws -> Sequential {
    let model = try knownRecipe.model(
      for: training, activation: activation, optimizer: optimizer?.optimizer,
      batchSize: batchSize, epochs: epochs, seed: seed, threads: threads)
    if let learningRate { model.learningRate = learningRate }
    try note(in: model)
    return model
  }

  /// The name of the optimizer that a model is compiled with.
  func optimizerName(_ model: Sequential) -> String {
    if let optimizer { return optimizer.rawValue }
    let base = (model.optimizer as? OptimizerWithOptions)?.base ?? model.optimizer
    return base.map { "\(type(of: $0))".lowercased() } ?? ""
  }

  /// What to train and validate on.
  ///
  /// Training pictures change as the recipe says.
  func parts(of data: MNIST) throws -> (training: Dataset, validation: Dataset?) {
    let parts = try validation.split(data)
    return (try knownRecipe.training(on: parts.training, epochs: epochs), parts.validation)
  }
}
