internal import NeuralNetwork
internal import Recipes
internal import Runs

/// What a training can be asked for: `GET /v1/training/options`.
struct TrainingOptions: Encodable, Sendable {
  let recipes = TrainingRequest.recipes.map {
    RecipeOption(
      name: $0.name, summary: $0.summary, epochs: $0.epochs, batchSize: $0.batchSize)
  }
  let optimizers = RunSettings.OptimizerName.allCases.map(\.rawValue)
  let activations = TrainingRequest.activations.map(\.name)
  let layers = LayerChoice.Kind.allCases.map { kind in
    LayerOption(
      kind: kind,
      parameters: kind.parameters.map {
        .init(
          name: $0.name.rawValue, defaultValue: $0.defaultValue, minimum: $0.range.lowerBound,
          maximum: $0.range.upperBound)
      })
  }
  let limits = LimitOptions()

  /// A recipe.
  struct RecipeOption: Encodable, Sendable {
    let name, summary: String
    let epochs, batchSize: Int

    private enum CodingKeys: String, CodingKey {
      case name, summary, epochs
      case batchSize = "batch_size"
    }
  }

  /// A kind of layers.
  struct LayerOption: Encodable, Sendable {
    let kind: LayerChoice.Kind
    let parameters: [Parameter]

    /// One of its numbers.
    struct Parameter: Encodable, Sendable {
      let name: String
      let defaultValue, minimum, maximum: Double

      private enum CodingKeys: String, CodingKey {
        case name, minimum, maximum
        case defaultValue = "default"
      }
    }
  }

  /// The most of everything.
  struct LimitOptions: Encodable, Sendable {
    let epochs = TrainingRequest.Limits.epochs.upperBound
    let layers = TrainingRequest.Limits.layers.upperBound
    let batchSize = TrainingRequest.Limits.batchSize.upperBound
    let smallestBatchSize = TrainingRequest.Limits.batchSize.lowerBound
    let fineTuneEpochs = TrainingRequest.Limits.tuningEpochs.upperBound
    let parameters = TrainingRequest.Limits.parameters

    private enum CodingKeys: String, CodingKey {
      case epochs, layers, parameters
      case batchSize = "batch_size"
      case smallestBatchSize = "smallest_batch_size"
      case fineTuneEpochs = "fine_tune_epochs"
    }
  }
}
