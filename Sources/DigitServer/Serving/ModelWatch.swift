internal import DigitReader
internal import Foundation
internal import Logging
internal import NeuralNetwork
internal import ServiceLifecycle

/// Serves what a model's file holds now: a changed file is loaded beside the old model, checked, and
/// takes its place with the next version. No request waits for it, and those under way are answered by
/// the model that they began with.
///
/// A file is taken once it has been the same for two looks, so that nobody is still writing it. It
/// must be whole and within the limits, answer with numbers, and name more than half of some digits
/// whose labels are known. Otherwise the old model stays, and the log says why, once.
actor ModelWatch: Service {
  private let file: ModelFile
  private let models: ModelRegistry
  private let logger: Logger
  private let knownDigits: @Sendable () throws -> Dataset
  private let makeModel: @Sendable (Sequential, _ version: Int) throws -> ServedModel
  /// Loading takes a while: not on the threads that answer requests.
  private let queue = DispatchQueue(label: "digits.model-watch", qos: .utility)

  /// What the file was when it was last taken or refused.
  private var known: ModelFile.Stamp?
  /// What it was at the last look.
  private var last: ModelFile.Stamp?

  private static let interval = Duration.seconds(1)

  /// - Parameters:
  ///   - file: What is watched.
  ///   - stamp: What it was before the model that is served now was loaded.
  ///   - models: Where the new model takes the old one's place.
  ///   - logger: Told of each change.
  ///   - knownDigits: Digits of which it must name more than half, asked for at the first change.
  ///   - makeModel: Makes of a network one that can be served.
  init(
    _ file: ModelFile, since stamp: ModelFile.Stamp?, models: ModelRegistry, logger: Logger,
    knownDigits: @escaping @Sendable () throws -> Dataset,
    makeModel: @escaping @Sendable (Sequential, _ version: Int) throws -> ServedModel
  ) {
    self.file = file
    known = stamp
    self.models = models
    self.logger = logger
    self.knownDigits = knownDigits
    self.makeModel = makeModel
  }

  /// Looks each second, until the server ends.
  func run() async throws {
    try? await cancelWhenGracefulShutdown {
      while true {
        try await Task.sleep(for: Self.interval)
        await self.look()
      }
    }
  }

  /// Looks once whether the file has changed, and serves what it holds if so.
  func look() async {
    let stamp = file.stamp
    defer { last = stamp }
    guard let stamp, stamp != known, stamp == last, let old = try? models.model() else { return }
    let loaded: Result<ServedModel, any Error> = await withCheckedContinuation { continuation in
      queue.async { [self] in
        continuation.resume(returning: Result { try load(version: old.version + 1) })
      }
    }
    // Somebody has begun to write it: the next look tells.
    guard file.stamp == stamp else { return }
    known = stamp
    switch loaded {
    case .success(let model):
      models.register(model)
      logger.notice("\(file.path) has changed: serving version \(model.version).")
    case .failure(let error):
      logger.error("\(file.path) has changed, but version \(old.version) stays: \(error)")
    }
  }

  private nonisolated func load(version: Int) throws -> ServedModel {
    let model = try makeModel(file.load(), version)
    let digits = try knownDigits()
    let right = zip(try model.classifier.classify(digits), digits.labels).count {
      $0.label == $1
    }
    guard right * 2 > digits.count else {
      throw ModelError.invalidArgument(
        "Expected a network that names more than half of \(digits.count) known digits; this one "
          + "names \(right).")
    }
    return model
  }
}
