public import NeuralNetwork

extension RunSettings {
  /// The optimizers that have a name, each with Keras' defaults.
  public enum OptimizerName: String, Codable, CaseIterable, Sendable {
    /// One of them.
    case adam, adamw, sgd, momentum, rmsprop, adagrad, adadelta, adamax, nadam, lion, muon

    /// The optimizer, which remembers nothing yet.
    public var optimizer: any Optimizer {
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
}
