import ArgumentParser
import Foundation
import NeuralNetwork

/// Where a training puts what comes of it.
struct RunDirectory: ExpressibleByArgument {
  let path: String

  init(path: String) { self.path = path }

  /// An empty path would mean the root of the file system.
  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    path = argument
  }

  var model: String { path + "/model.safetensors" }
  var report: String { path + "/run.json" }
  var history: String { path + "/history.csv" }
  var figures: String { path + "/figures" }
  var checkpoints: String { path + "/checkpoints" }
  /// The model after the best epoch so far.
  var bestModel: String { checkpoints + "/best.safetensors" }

  /// `runs/<model>-<time>`, with a number behind it if there already is one.
  static func fresh(for recipe: String) -> RunDirectory {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.dateFormat = "yyyyMMdd-HHmmss"
    let base = "runs/\(recipe)-\(formatter.string(from: Date()))"
    var path = base
    var number = 2
    while FileManager.default.fileExists(atPath: path) {
      path = "\(base)-\(number)"
      number += 1
    }
    return RunDirectory(path: path)
  }

  /// What to train with several seeds, if that is what the directory is for.
  var seeds: String { path + "/seeds.json" }
  var holdsSeveral: Bool { FileManager.default.fileExists(atPath: seeds) }

  /// The directory of several trainings of which this is one.
  var several: RunDirectory? {
    let parent = RunDirectory(path: URL(filePath: path).deletingLastPathComponent().relativePath)
    return parent.holdsSeveral ? parent : nil
  }

  /// It holds a training that could go on.
  var isBegun: Bool {
    holdsSeveral
      || ["last", "previous"].contains {
        FileManager.default.fileExists(atPath: "\(checkpoints)/\($0).safetensors")
      }
  }

  /// Who keeps a training on disk while it runs: after every epoch a checkpoint to go on from, the
  /// best model so far, by validation loss if there is one, and the history.
  func keepers(validates: Bool) -> [any Callback] {
    [
      ModelCheckpoint(
        filepath: bestModel, monitor: validates ? .validationLoss : .loss, saveBestOnly: true),
      CSVLogger(filename: history),
      BackupAndRestore(backupDirectory: checkpoints, deleteCheckpoint: false, warn: { _ in }),
    ]
  }

  /// Makes the directory with the checkpoint of a training that is about to begin, and refuses one
  /// that holds another run.
  func create(_ start: Checkpoint) throws {
    guard !isBegun else {
      throw Failure(
        "\(path) already holds a run: give another --output, or go on with --resume \(path).",
        code: Failure.cannotCreate)
    }
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

  func write(_ text: String, to path: String) throws {
    try AtomicFile.write(Data(text.utf8), to: path)
  }
}
