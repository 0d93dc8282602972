import Foundation
import NeuralNetwork

/// Where a training puts what comes of it.
struct RunDirectory {
  let path: String

  var model: String { path + "/model.safetensors" }
  var report: String { path + "/run.json" }
  var history: String { path + "/history.csv" }
  var figures: String { path + "/figures" }
  var checkpoints: String { path + "/checkpoints" }
  /// The training after the last whole epoch, ready to go on.
  var lastCheckpoint: String { checkpoints + "/last.safetensors" }
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

  /// Makes the directory, and refuses one that holds another run.
  func create() throws {
    guard !FileManager.default.fileExists(atPath: lastCheckpoint) else {
      throw Failure(
        "\(path) already holds a run: give another --output, or go on with --resume \(path).",
        code: Failure.cannotCreate)
    }
    try Self.makeDirectory(checkpoints)
  }

  static func makeDirectory(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
    } catch {
      let reason = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError)?.code
      throw FileError.unwritable(
        path: path,
        reason: reason.map { String(cString: strerror(Int32($0))) } ?? "it cannot be made")
    }
  }

  func write(_ text: String, to path: String) throws {
    try AtomicFile.write(Data(text.utf8), to: path)
  }
}
