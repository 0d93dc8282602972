internal import Synchronization

/// The models that can be asked, by name.
final class ModelRegistry: Sendable {
  /// The name of the model that the server was started with.
  static let defaultName = "digits"
  /// Models at once: trainings add theirs, and the oldest of them goes.
  private static let most = 16

  private let models = Mutex<[ServedModel]>([])

  /// A model by its name; the default one without.
  ///
  /// - Throws: ``ServiceError`` 404, with TensorFlow Serving's sentence.
  func model(_ name: String? = nil) throws -> ServedModel {
    let name = name ?? Self.defaultName
    guard let model = models.withLock({ $0.first { $0.name == name } }) else {
      throw ServiceError.notFound("Servable not found for request: Latest(\(name.prefix(64)))")
    }
    return model
  }

  /// All of them, the default one first, then the newest.
  var all: [ServedModel] { models.withLock { $0 } }

  /// Takes a model in, in place of an older one of its name.
  func register(_ model: ServedModel) {
    models.withLock { models in
      if let place = models.firstIndex(where: { $0.name == model.name }) {
        models[place] = model
      } else {
        models.insert(model, at: min(1, models.count))
        if models.count > Self.most { models.removeLast() }
      }
    }
  }
}
