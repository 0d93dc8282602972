internal import Foundation

/// Keeps a second program from going on with a training that one is busy with.
///
/// The system lets go of it when the program ends, however it ends. Where a file system knows no locks,
/// there is none.
final class RunLock {
  private let descriptor: Int32

  /// Takes the lock of a run, which is on the directory of its checkpoints.
  ///
  /// - Throws: ``RunError/busy(directory:)`` if somebody has it.
  init(_ directory: RunDirectory) throws(RunError) {
    descriptor = open(directory.checkpoints, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      throw .busy(directory: directory.path)
    }
  }

  /// Whether a program is busy with a run.
  static func isTaken(_ directory: RunDirectory) -> Bool {
    do {
      _ = try RunLock(directory)
      return false
    } catch { return true }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
