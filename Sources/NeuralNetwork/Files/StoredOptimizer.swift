/// An optimizer as files hold it: its type's name beside its settings.
struct StoredOptimizer: Codable {
  let optimizer: any Optimizer

  init(_ optimizer: any Optimizer) { self.optimizer = optimizer }

  init(from decoder: any Decoder) throws {
    optimizer = try ClassName.decode(from: decoder, builtIn: Self.builtIn)
  }

  func encode(to encoder: any Encoder) throws {
    try ClassName.encode(optimizer, to: encoder, builtIn: Self.builtIn)
  }

  /// All optimizers of this library.
  static let builtIn: [any Optimizer.Type] = [
    Adadelta.self, Adagrad.self, Adam.self, AdamW.self, Adamax.self, Lion.self, Muon.self,
    Nadam.self, OptimizerWithOptions.self, RMSprop.self, SGD.self,
  ]
}
