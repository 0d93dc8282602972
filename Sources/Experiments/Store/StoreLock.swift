internal import Foundation

/// Keeps a second process from running a sweep in a store.
///
/// The system lets go of it when the process ends, however it ends.
final class StoreLock: Sendable {
  private let path: String
  private let descriptor: Int32

  /// Takes the lock of a store.
  ///
  /// - Throws: ``StoreError/inUse(path:)`` if somebody has it.
  init(_ store: String) throws(StoreError) {
    let path = store + ".lock"
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw Self.failure(store) }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let isTaken = errno == EWOULDBLOCK
        let failure = Self.failure(store)
        close(descriptor)
        throw isTaken ? .inUse(path: store) : failure
      }
      // The one who had it may have taken the file away since it was opened.
      var (mine, there) = (stat(), stat())
      if fstat(descriptor, &mine) == 0, stat(path, &there) == 0, mine.st_ino == there.st_ino {
        self.path = path
        self.descriptor = descriptor
        return
      }
      close(descriptor)
    }
  }

  deinit {
    unlink(path)
    close(descriptor)
  }

  /// Somebody has the lock of a store.
  static func isTaken(_ store: String) -> Bool {
    let descriptor = open(store + ".lock", O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0
  }

  private static func failure(_ store: String) -> StoreError {
    switch errno {
    case EACCES, EPERM, EROFS: .readOnly(path: store)
    case ENOSPC, EDQUOT: .full(path: store)
    default: .unusable(path: store, reason: String(cString: strerror(errno)).lowercased())
    }
  }
}
