internal import Foundation
internal import NeuralNetwork
internal import Recipes
internal import Runs

/// What a training shall be: the body of `POST /v1/training`.
enum TrainingRequest: Sendable {
  /// A network from the beginning.
  case new(RunSettings)
  /// A run that was interrupted.
  case resume(run: String)
  /// A copy of a model, on the kept drawings.
  case tune(model: String, epochs: Int)

  /// How much may be asked for.
  enum Limits {
    static let epochs = 1...100
    static let layers = 1...24
    static let batchSize = 8...4096
    static let tuningEpochs = 1...10
    static let parameters = 5_000_000
    /// Bytes that a training may take beside its pictures.
    static let memory = 1 << 30
    /// Above 0.
    static let learningRate = 1e-9...10.0
  }

  /// Epochs of a fine-tuning for which nothing is said.
  private static let tuningEpochs = 3

  /// The recipes that train one network.
  static let recipes = Recipe.all.filter { $0.members == 1 }
  /// The activation functions that go between layers.
  static let activations = ActivationFunction.allCases.filter { $0 != .glu }

  /// Reads a request's body, and refuses what it does not know.
  ///
  /// - Throws: ``TrainingError/invalid(_:)``.
  init(json: Data) throws(TrainingError) {
    do {
      self = try JSONDecoder().decode(Body.self, from: json).request
    } catch is DecodingError {
      throw .invalid("Expected an object of JSON, such as {\"recipe\": \"dense\"}.")
    } catch {
      throw TrainingError(error)
    }
  }

  private struct Body: Decodable {
    let request: TrainingRequest

    init(from decoder: any Decoder) throws {
      let object = try StrictObject(decoder, of: "a training")
      if let run = try object.text("resume") {
        try object.expect(only: ["resume"], in: "a training that goes on")
        request = .resume(run: run)
      } else if let model = try object.text("fine_tune") {
        try object.expect(only: ["fine_tune", "epochs"], in: "a training on drawings")
        let epochs = try object.integer("epochs", in: Limits.tuningEpochs)
        request = .tune(model: model, epochs: epochs ?? TrainingRequest.tuningEpochs)
      } else {
        request = .new(try Self.settings(object))
      }
    }

    private static func settings(_ object: StrictObject) throws -> RunSettings {
      try object.expect(
        only: [
          "recipe", "layers", "optimizer", "activation", "learning_rate", "epochs", "batch_size",
          "seed",
        ], in: "a training")
      let named = try object.choice(
        "recipe", among: TrainingRequest.recipes.map { ($0.name, $0) })
      let layers = try object.list("layers", of: LayerChoice.self)
      guard (named == nil) != (layers == nil) else {
        throw TrainingError.invalid(
          "Expected either “recipe” or “layers”; received \(named == nil ? "neither" : "both").")
      }
      if let layers, !Limits.layers.contains(layers.count) {
        throw TrainingError.invalid(
          "Expected 1 to \(Limits.layers.upperBound) layers; received \(layers.count).")
      }
      let recipe = named ?? Recipe(layers ?? [])
      var settings = RunSettings(
        recipe: recipe, dataset: .mnist, validation: .writers,
        epochs: try object.integer("epochs", in: Limits.epochs) ?? recipe.epochs,
        batchSize: try object.integer("batch_size", in: Limits.batchSize) ?? recipe.batchSize,
        activation: try object.choice(
          "activation", among: TrainingRequest.activations.map { ($0.name, $0) }) ?? .relu,
        optimizer: try object.choice(
          "optimizer", among: RunSettings.OptimizerName.allCases.map { ($0.rawValue, $0) }),
        learningRate: try object.number("learning_rate", in: Limits.learningRate).map { Float($0) },
        seed: UInt64(try object.integer("seed", in: 0...1 << 53) ?? 0),
        threads: ProcessInfo.processInfo.activeProcessorCount)
      settings.layers = layers
      try settings.checkSize()
      return settings
    }
  }
}
