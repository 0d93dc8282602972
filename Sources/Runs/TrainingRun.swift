public import MNIST
public import NeuralNetwork
internal import Recipes

/// A training with all it needs, from its first epoch or from where an earlier program stopped.
public struct TrainingRun {
  /// What it computes.
  public let settings: RunSettings
  /// Where it is kept.
  public let directory: RunDirectory
  /// The training as it stood when it was made.
  public let start: Checkpoint
  /// What it learns from, and what it is validated on.
  public let data: (training: Dataset, validation: Dataset?)
  /// What to measure on when it has learnt.
  public let test: Dataset
  /// What it fine-tunes a network on; nil for a training from the beginning.
  public let drawings: OwnDrawings?
  /// What is kept has another number of epochs.
  private var hasNewEpochs = false

  init(
    settings: RunSettings, directory: RunDirectory, start: Checkpoint,
    data: (training: Dataset, validation: Dataset?), test: Dataset, drawings: OwnDrawings?
  ) {
    self.settings = settings
    self.directory = directory
    self.start = start
    self.data = data
    self.test = test
    self.drawings = drawings
  }

  /// Begins a training in a directory that holds none.
  ///
  /// - Throws: ``RunError``, `ModelError` or `FileError`; then nothing is written.
  public init(_ settings: RunSettings, in directory: RunDirectory, _ data: MNIST) throws {
    let parts = try settings.parts(of: data)
    let model = try settings.model(for: parts.training)
    start = Checkpoint(model, history: History())
    try directory.create(start)
    self.settings = settings
    self.directory = directory
    self.data = parts
    test = data.test
    drawings = nil
  }

  /// Goes on with the training in a directory, with its own settings.
  ///
  /// A run of which nothing is left to train is only measured anew, which is what it lacks if it was
  /// killed at its very end.
  /// - Parameters:
  ///   - directory: Where it is kept.
  ///   - epochs: Another number of epochs than the run began with.
  ///   - load: Who has the pictures of a name; they are loaded anew if nil.
  ///   - warn: Told of a damaged checkpoint, where there is one before it.
  /// - Throws: ``RunError``, `FileError` if what is kept cannot be used, or `IDXError` if its pictures
  ///   are not there.
  public init(
    resuming directory: RunDirectory, epochs: Int? = nil,
    load: ((DatasetChoice) throws -> MNIST)? = nil, warn: (String) -> Void
  ) throws {
    let stored = try BackupAndRestore.checkpoint(in: directory.checkpoints, warn: warn)
    guard let checkpoint = stored else {
      throw RunError.nothingToResume(directory: directory.path)
    }
    guard var settings = RunSettings(of: checkpoint.model) else {
      throw RunError.unknownSettings(directory: directory.path)
    }
    if let epochs, epochs != settings.epochs {
      guard checkpoint.model.optimizer?.learningRate.varies != true,
        try settings.knownRecipe.plainEpochs == 0
      else { throw RunError.fixedEpochs(directory: directory.path, epochs: settings.epochs) }
      settings.epochs = epochs
      hasNewEpochs = true
    }
    guard try settings.changesPictures(as: checkpoint.model) else {
      throw RunError.changedOtherwise(directory: directory.path)
    }
    guard settings.epochs >= checkpoint.nextEpoch else {
      throw RunError.epochsDone(directory: directory.path, count: checkpoint.nextEpoch)
    }
    try settings.note(in: checkpoint.model)
    let data = try load?(settings.dataset) ?? settings.dataset.load()
    self.settings = settings
    self.directory = directory
    start = checkpoint
    test = data.test
    if let tuning = settings.tuning {
      let drawings = try OwnDrawings(contentsOf: directory.drawings)
      self.data = (try Self.samples(drawings, settings, tuning, checkpoint, data), nil)
      self.drawings = drawings
    } else {
      self.data = try settings.parts(of: data)
      drawings = nil
    }
  }

  /// What learns.
  public var model: Sequential { start.model }

  /// Trains to the end, or until a callback stops it, and keeps it on disk meanwhile.
  ///
  /// A run's checkpoints hold the state of callbacks by their place, so whoever goes on with it
  /// gives as many first ones as whoever began it.
  /// - Parameters:
  ///   - first: Who follows it, and is told before those who keep it.
  ///   - last: Who may stop it, and is told after them.
  /// - Throws: ``RunError/busy(directory:)`` if another program does that, what `Sequential.fit` throws,
  ///   and whatever a callback throws.
  public func learn(_ first: any Callback, then last: any Callback) throws -> History {
    let lock = try RunLock(directory)
    defer { withExtendedLifetime(lock) {} }
    // Before the first epoch ends: who goes on with it later need not say the number again.
    if hasNewEpochs { try BackupAndRestore.replaceLast(with: start, in: directory.checkpoints) }
    return try model.fit(
      data.training, batchSize: settings.batchSize, epochs: settings.epochs, verbose: .silent,
      callbacks: [first] + directory.keepers(validates: data.validation != nil) + [last],
      validationData: data.validation)
  }

  /// The model after the best epoch, and that epoch's number, if any has ended.
  ///
  /// - Throws: `FileError` if its file cannot be read.
  public func best(of history: History) throws -> (model: Sequential, epoch: Int)? {
    let score = data.validation == nil ? Quantity.loss : .validationLoss
    let best = history.epochs.min { $0[score] ?? .infinity < $1[score] ?? .infinity }
    return try best.map {
      (try Sequential(contentsOf: directory.bestModel, threads: settings.threads), $0.epoch)
    }
  }
}
