internal import DigitReader
internal import MNIST
internal import NeuralNetwork

extension DigitServer {
  /// Takes in the model that answers where no name is given.
  ///
  /// - Returns: Who looks after its file; nil if it came from none.
  /// - Throws: `ModelError` if the network is none for digits; `FileError` if its file cannot be used.
  static func register(
    _ model: Sequential?, _ configuration: Configuration, in models: ModelRegistry,
    _ mnist: OnDemand<MNIST>
  ) throws -> ModelWatch? {
    let source = configuration.modelFile ?? "the network that came with this program"
    let makeModel = { @Sendable (network: Sequential, version: Int) in
      try ServedModel(
        network, name: ModelRegistry.defaultName, version: version, source: source, mnist: mnist)
    }
    guard let path = configuration.modelFile else {
      models.register(try makeModel(model ?? DigitClassifier.pretrainedModel(), 1))
      return nil
    }
    let file = ModelFile(path: path, limits: configuration.limits)
    let watch = ModelWatch(
      file, since: file.stamp, models: models,
      logger: configuration.isQuiet ? configuration.quietLogger : configuration.logger,
      knownDigits: { try mnist.value.test[0..<200] }, makeModel: makeModel)
    models.register(try makeModel(file.load(), 1))
    return watch
  }
}
