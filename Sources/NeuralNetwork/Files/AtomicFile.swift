package import Foundation

/// Files that are there whole or not at all.
package enum AtomicFile {
  /// Writes to a temporary name in the same directory, syncs, and renames.
  ///
  /// After a crash, a kill or a full disk the old file is still there, whole.
  /// - Throws: ``FileError/unwritable(path:reason:)``.
  package static func write(_ data: Data, to path: String) throws(FileError) {
    // A name that nobody could have prepared, and that no other thread has.
    var name = Array("\(path).tmp-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw failure(path) }
    let temporary = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    do throws(FileError) {
      guard fchmod(descriptor, 0o644) == 0 else { throw failure(path) }
      try write(data, to: descriptor, path)
      guard fsync(descriptor) == 0 else { throw failure(path) }
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
    guard close(descriptor) == 0, rename(temporary, path) == 0 else {
      let error = failure(path)
      unlink(temporary)
      throw error
    }
    syncDirectory(of: path)
  }

  /// Writes to a file that is open, however many calls of the system it takes.
  ///
  /// - Throws: ``FileError/unwritable(path:reason:)``.
  package static func write(
    _ data: Data, to descriptor: Int32, _ path: String
  ) throws(FileError) {
    var rest = data[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress, $0.count)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw failure(path) }
      rest = rest.dropFirst(written)
    }
  }

  /// Makes a directory and those above it, unless it is there.
  ///
  /// Foundation's way does not always keep the system's reason.
  /// - Throws: ``FileError/unwritable(path:reason:)``.
  package static func makeDirectory(_ path: String) throws(FileError) {
    guard makesDirectory(path) else { throw failure(path) }
  }

  /// Whether there is one in the end; if not, the system's last error says why.
  private static func makesDirectory(_ path: String) -> Bool {
    if mkdir(path, 0o777) == 0 { return true }
    let parent = (path as NSString).deletingLastPathComponent
    if errno == ENOENT, !parent.isEmpty, parent != path {
      guard makesDirectory(parent) else { return false }
      if mkdir(path, 0o777) == 0 { return true }
    }
    guard errno == EEXIST else { return false }
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    errno = ENOTDIR
    return status.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes the rename last.
  ///
  /// A file system that cannot do this has nothing better to offer, so a failure is no error.
  private static func syncDirectory(of path: String) {
    let directory = (path as NSString).deletingLastPathComponent
    let descriptor = open(directory.isEmpty ? "." : directory, O_RDONLY)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// What the system's last error means for a file that was to be written.
  package static func failure(_ path: String) -> FileError {
    .unwritable(path: path, reason: String(cString: strerror(errno)))
  }

  /// The content of a file of at most `limit` bytes.
  ///
  /// - Throws: ``FileError`` if it cannot be read or is larger.
  package static func read(_ path: String, limit: Int) throws(FileError) -> Data {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(path: path, reason: "It is not a file")
    }
    guard status.st_size <= limit else {
      throw .malformed(
        path: path, what: "it has \(status.st_size) bytes, more than the \(limit) that are read")
    }
    var data = Data(count: Int(status.st_size))
    var filled = 0
    while filled < data.count {
      let count = data.withUnsafeMutableBytes {
        Foundation.read(descriptor, $0.baseAddress?.advanced(by: filled), $0.count - filled)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw .unreadable(path: path, reason: "It ended after \(filled) bytes")
      }
      filled += count
    }
    return data
  }
}
