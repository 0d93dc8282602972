import Foundation
import MNIST
import NeuralNetwork
import Recipes

/// A training with all it needs, from its first epoch or from where an earlier program stopped.
struct TrainingRun {
  let settings: RunSettings
  let directory: RunDirectory
  let start: Checkpoint
  let data: (training: Dataset, validation: Dataset?)
  let test: Dataset

  /// Begins a training in a directory that holds none.
  init(_ settings: RunSettings, in directory: RunDirectory, _ data: MNIST) throws {
    let parts = try settings.parts(of: data)
    let model = try settings.model(for: parts.training)
    start = Checkpoint(model, history: History())
    try directory.create(start)
    self.settings = settings
    self.directory = directory
    self.data = parts
    test = data.test
  }

  /// Goes on with the training in a directory, with its own settings.
  ///
  /// A run of which nothing is left to train is only measured anew, which is what it lacks if it was
  /// killed at its very end.
  /// - Parameter epochs: Another number of epochs than the run began with.
  init(resuming directory: RunDirectory, epochs: Int?) throws {
    let stored = try BackupAndRestore.checkpoint(in: directory.checkpoints) { warning in
      FileHandle.standardError.write(Data("Warning: \(warning)\n".utf8))
    }
    guard let checkpoint = stored else {
      throw Failure("\(directory.path) holds no run to go on with.", code: Failure.noInput)
    }
    guard var settings = RunSettings(of: checkpoint.model) else {
      throw Failure(
        "\(directory.path) does not say how it was trained, so it cannot be resumed.",
        code: Failure.dataError)
    }
    if let epochs, epochs != settings.epochs {
      guard checkpoint.model.optimizer?.learningRate.varies != true,
        try settings.knownRecipe.plainEpochs == 0
      else {
        throw Failure(
          "What \(directory.path) does depends on its last epoch, \(settings.epochs): for another "
            + "number of epochs train anew.", code: Failure.usage)
      }
      settings.epochs = epochs
    }
    guard try settings.changesPictures(as: checkpoint.model) else {
      throw Failure(
        "\(directory.path) was trained by another version of this program, which changed pictures "
          + "otherwise: train anew.", code: Failure.dataError)
    }
    guard settings.epochs >= checkpoint.nextEpoch else {
      throw Failure(
        "\(checkpoint.nextEpoch) epochs of \(directory.path) are done: give a larger --epochs.",
        code: Failure.usage)
    }
    try settings.note(in: checkpoint.model)
    let data = try settings.dataset.load()
    self.settings = settings
    self.directory = directory
    start = checkpoint
    self.data = try settings.parts(of: data)
    test = data.test
  }

  var model: Sequential { start.model }

  /// Trains to the end, or until the user or the system asks the program to stop.
  ///
  /// - Parameters:
  ///   - progress: Where the epochs are shown.
  ///   - interruption: Who listens for that.
  /// - Throws: ``Interrupted`` if it was asked to stop.
  func learn(progress: ProgressBar.Output, _ interruption: Interruption) throws -> History {
    let keepers = directory.keepers(validates: data.validation != nil)
    let history = try model.fit(
      data.training, batchSize: settings.batchSize, epochs: settings.epochs, verbose: .silent,
      callbacks: [ProgressBar(.automatic, output: progress)] + keepers + [interruption],
      validationData: data.validation)
    if history.stopReason != nil, let code = Interruption.exitCode {
      throw Interrupted(code: code, history: history)
    }
    return history
  }

  /// The training was asked to stop.
  struct Interrupted: Error {
    let code: Int32
    let history: History
  }

  /// The model after the best epoch, and that epoch's number, if any has ended.
  func best(of history: History) throws -> (model: Sequential, epoch: Int)? {
    let score = data.validation == nil ? Quantity.loss : .validationLoss
    let best = history.epochs.min { $0[score] ?? .infinity < $1[score] ?? .infinity }
    return try best.map {
      (try Sequential(contentsOf: directory.bestModel, threads: settings.threads), $0.epoch)
    }
  }
}
