internal import Foundation
public import NeuralNetwork

/// Where a training puts what comes of it.
public struct RunDirectory: Sendable {
  /// Path of the directory.
  public let path: String

  /// The directory of a path, which may not be there yet.
  public init(path: String) { self.path = path }

  /// The model that the training ended with.
  public var model: String { path + "/model.safetensors" }
  /// What came of the training: a ``RunReport``.
  public var report: String { path + "/run.json" }
  /// The numbers of every epoch, as a table.
  public var history: String { path + "/history.csv" }
  /// The directory of the figures.
  public var figures: String { path + "/figures" }
  /// The directory of what a training can go on from.
  public var checkpoints: String { path + "/checkpoints" }
  /// The drawings that a network is fine-tuned on.
  public var drawings: String { path + "/drawings.json" }
  /// The model after the best epoch so far.
  public var bestModel: String { checkpoints + "/best.safetensors" }

  /// `runs/<model>-<time>`, with a number behind it if there already is one.
  ///
  /// - Parameters:
  ///   - recipe: Name of the network.
  ///   - parent: Another directory than `runs`.
  public static func fresh(for recipe: String, in parent: String = "runs") -> RunDirectory {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.dateFormat = "yyyyMMdd-HHmmss"
    let base = "\(parent)/\(recipe)-\(formatter.string(from: Date()))"
    var path = base
    var number = 2
    while FileManager.default.fileExists(atPath: path) {
      path = "\(base)-\(number)"
      number += 1
    }
    return RunDirectory(path: path)
  }

  /// What to train with several seeds, if that is what the directory is for.
  public var seeds: String { path + "/seeds.json" }
  /// It is for several seeds.
  public var holdsSeveral: Bool { FileManager.default.fileExists(atPath: seeds) }

  /// The directory of several trainings of which this is one.
  public var several: RunDirectory? {
    let parent = RunDirectory(path: URL(filePath: path).deletingLastPathComponent().relativePath)
    return parent.holdsSeveral ? parent : nil
  }

  /// It holds a training that could go on.
  public var isBegun: Bool {
    holdsSeveral
      || ["last", "previous"].contains {
        FileManager.default.fileExists(atPath: "\(checkpoints)/\($0).safetensors")
      }
  }

  /// It holds what another training must not write over: one that could go on, or what came of one.
  public var isTaken: Bool { isBegun || FileManager.default.fileExists(atPath: model) }

  /// A program is busy with its training.
  public var isBusy: Bool { RunLock.isTaken(self) }

  /// Who keeps a training on disk while it runs: after every epoch a checkpoint to go on from, the
  /// best model so far, by validation loss if there is one, and the history.
  public func keepers(validates: Bool) -> [any Callback] {
    [
      ModelCheckpoint(
        filepath: bestModel, monitor: validates ? .validationLoss : .loss, saveBestOnly: true),
      CSVLogger(filename: history),
      BackupAndRestore(backupDirectory: checkpoints, deleteCheckpoint: false, warn: { _ in }),
    ]
  }

  /// Makes the directory with the checkpoint of a training that is about to begin.
  ///
  /// - Throws: ``RunError/taken(directory:)`` if it holds another run, or `FileError`.
  public func create(_ start: Checkpoint) throws {
    guard !isTaken else { throw RunError.taken(directory: path) }
    try AtomicFile.makeDirectory(checkpoints)
    do {
      try BackupAndRestore.save(start, in: checkpoints)
    } catch {
      // Both stay if there is anything in them.
      rmdir(checkpoints)
      rmdir(path)
      throw error
    }
  }

  /// Writes a file, whole or not at all.
  ///
  /// - Throws: `FileError.unwritable`.
  public func write(_ text: String, to path: String) throws {
    try AtomicFile.write(Data(text.utf8), to: path)
  }
}
