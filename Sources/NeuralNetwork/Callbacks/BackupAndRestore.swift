internal import Foundation

/// Keeps a training on disk after every epoch, and goes on with it after a crash: Keras' callback of
/// this name.
///
///     let backup = BackupAndRestore(backupDirectory: "backup")
///     try model.fit(training, epochs: 50, callbacks: [backup])     // may be killed, and run again
///
/// Unlike in Keras the run that goes on ends with the very weights of one that was never
/// interrupted, since everything random depends on the epoch's number, and the other callbacks get
/// their state back. The directory holds the last checkpoint and the one before it; a file is
/// written whole or not at all, and a damaged one is reported and the one before it used.
public final class BackupAndRestore: Callback {
  private let directory: String
  private let deleteCheckpoint: Bool
  private let customObjects: CustomObjects
  private let warn: (String) -> Void

  /// - Parameters:
  ///   - backupDirectory: Where to keep it; made if it is not there.
  ///   - deleteCheckpoint: The checkpoints go once training has come to its end.
  ///   - customObjects: Types of your own that the model's layers and losses have.
  ///   - warn: Told of a damaged checkpoint; prints it unless given.
  public init(
    backupDirectory: String, deleteCheckpoint: Bool = true,
    customObjects: CustomObjects = [], warn: @escaping (String) -> Void = { print($0) }
  ) {
    directory = backupDirectory
    self.deleteCheckpoint = deleteCheckpoint
    self.customObjects = customObjects
    self.warn = warn
  }

  private static let last = "last.safetensors"
  private static let previous = "previous.safetensors"
  private static let keptSuffix = ".tmp"

  /// The newest checkpoint of a directory that is whole, or nil if there never was one.
  ///
  /// `warn` is told of a damaged checkpoint if there is one before it; the rest is as for
  /// ``Checkpoint/init(contentsOf:threads:customObjects:)``.
  /// - Throws: ``FileError`` if there are checkpoints, but none that is whole.
  public static func checkpoint(
    in directory: String, threads: Int? = nil, customObjects: CustomObjects = [],
    warn: (String) -> Void
  ) throws(FileError) -> Checkpoint? {
    let paths = [last, previous].map { "\(directory)/\($0)" }
      .filter(FileManager.default.fileExists(atPath:))
    var newest: FileError?
    for path in paths {
      do throws(FileError) {
        let found = try Checkpoint(
          contentsOf: path, threads: threads, customObjects: customObjects)
        // Not before: what nobody here understands is not damaged.
        if let newest { warn("\(newest) Going on from the checkpoint before it, \(path).") }
        return found
      } catch {
        newest = newest ?? error
        guard case .malformed = error else { break }
      }
    }
    if let newest { throw newest }
    return nil
  }

  /// Writes a checkpoint beside the one before it.
  ///
  /// At every moment at least one of the two is there and whole.
  /// - Throws: ``FileError/unwritable(path:reason:)``.
  public static func save(_ checkpoint: Checkpoint, in directory: String) throws {
    let (last, previous) = ("\(directory)/\(last)", "\(directory)/\(previous)")
    // Hard links, so that the last checkpoint never is without a name.
    let kept = previous + keptSuffix
    unlink(kept)
    link(last, kept)
    rename(kept, previous)
    // Where both are names of one file, renaming does nothing.
    unlink(kept)
    try checkpoint.save(to: last)
  }

  /// Writes a checkpoint in the place of the last one; the one before it stays.
  ///
  /// - Throws: ``FileError/unwritable(path:reason:)``.
  public static func replaceLast(with checkpoint: Checkpoint, in directory: String) throws {
    try checkpoint.save(to: "\(directory)/\(last)")
  }

  /// Goes on with what the directory holds.
  public func onSessionReady(_ session: TrainingSession) throws {
    try AtomicFile.makeDirectory(directory)
    // What a kill in the middle of a write has left.
    for name in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    where name.hasPrefix(Self.last + ".tmp-") || name == Self.previous + Self.keptSuffix {
      unlink("\(directory)/\(name)")
    }
    let checkpoint = try Self.checkpoint(
      in: directory, threads: session.model.compilation?.threads, customObjects: customObjects
    ) { warning in
      warn(warning)
      // Else the next epoch would put the damaged one in the place of the one that is whole.
      unlink("\(directory)/\(Self.last)")
    }
    if let checkpoint { try session.restore(checkpoint) }
  }

  /// Keeps the epoch.
  public func onEpochSettled(_ session: TrainingSession) throws {
    try Self.save(session.checkpoint, in: directory)
  }

  /// Takes the checkpoints away, unless they are to stay, or there is an epoch to finish.
  public func onTrainEnd(_ session: TrainingSession) {
    guard deleteCheckpoint, session.isComplete else { return }
    for name in [Self.last, Self.previous] { unlink("\(directory)/\(name)") }
  }
}
