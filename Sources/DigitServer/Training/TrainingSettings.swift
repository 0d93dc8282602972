internal import NeuralNetwork
internal import Runs

/// What a training was asked for, with all that was left open filled in: in the words of the request.
struct TrainingSettings: Sendable, Equatable, Encodable {
  let recipe: String
  @Null var layers: [LayerChoice]?
  let optimizer: String
  let activation: String
  /// Of the next step, where a schedule changes it the largest.
  @Null var learningRate: Double?
  let epochs: Int
  let batchSize: Int
  let seed: UInt64
  let threads: Int
  let parameters: Int
  /// The model that it began from.
  @Null var fineTune: String?

  private enum CodingKeys: String, CodingKey {
    case recipe, layers, optimizer, activation, epochs, seed, threads, parameters
    case learningRate = "learning_rate"
    case batchSize = "batch_size"
    case fineTune = "fine_tune"
  }

  init(_ run: TrainingRun) {
    let settings = run.settings
    recipe = settings.recipe
    layers = settings.layers
    optimizer = settings.optimizerName(run.model)
    activation = settings.activation.name
    // As it is written, not as the nearest Double to a Float.
    learningRate = run.model.optimizer.flatMap { Double("\($0.learningRate.peak)") }
    epochs = settings.epochs
    batchSize = settings.batchSize
    seed = settings.seed
    threads = settings.threads
    parameters = run.model.parameterCount
    fineTune = settings.tuning?.model
  }
}
