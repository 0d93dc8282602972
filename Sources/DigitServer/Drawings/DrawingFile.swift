internal import Foundation
internal import NeuralNetwork

/// The file of the drawings, open for one server at a time: records are put behind the others, and are
/// on the disk before anybody is told.
///
/// Whoever has it must not let two threads at it at once.
final class DrawingFile: @unchecked Sendable {
  private let path: String
  private let descriptor: Int32
  /// Bytes of whole records.
  private var length = 0

  /// Opens the file, made if it is not there.
  ///
  /// What an append that a kill or a crash cut short has left at its end is taken away; everything
  /// before it stays.
  /// - Returns: All records that are whole, in order.
  /// - Throws: `FileError` if it cannot be opened, or another server has it.
  static func open(
    _ path: String
  ) throws(FileError) -> (file: DrawingFile, records: [DrawingRecord]) {
    let file = try DrawingFile(path)
    return (file, try file.read())
  }

  private init(_ path: String) throws(FileError) {
    self.path = path
    descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw AtomicFile.failure(path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let reason =
        errno == EWOULDBLOCK
        ? "another server uses this folder: stop it, or give this one its own with --data"
        : String(cString: strerror(errno))
      throw .unwritable(path: path, reason: reason)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  private func read() throws(FileError) -> [DrawingRecord] {
    let bytes = [UInt8](try AtomicFile.read(path, limit: Self.largest))
    let size = DrawingRecord.size
    var records: [DrawingRecord] = []
    for start in stride(from: 0, to: bytes.count - size + 1, by: size) {
      guard let record = DrawingRecord(bytes[start..<start + size]) else { continue }
      records.append(record)
      length = start + size
    }
    if length < bytes.count {
      // A kill leaves a part of one record at most. More is somebody else's, and is not thrown away.
      if bytes.count - length > size {
        let time = Int(Date().timeIntervalSince1970)
        try AtomicFile.write(Data(bytes[length...]), to: "\(path).unknown-\(time)")
      }
      try cut()
    }
    return records
  }

  /// No file of a server that threw away what it could comes near this.
  private static let largest = 1 << 30

  /// Puts a record at the end; it is there for good when this returns, or not at all if it throws.
  func append(_ record: DrawingRecord) throws(FileError) {
    do throws(FileError) {
      guard lseek(descriptor, off_t(length), SEEK_SET) >= 0 else { throw AtomicFile.failure(path) }
      try AtomicFile.write(Data(record.bytes), to: descriptor, path)
      guard fsync(descriptor) == 0 else { throw AtomicFile.failure(path) }
    } catch {
      // A full disk leaves a part; what was appended next would stand behind it.
      try? cut()
      throw error
    }
    length += DrawingRecord.size
  }

  /// Takes away what stands behind the last whole record.
  private func cut() throws(FileError) {
    guard ftruncate(descriptor, off_t(length)) == 0, fsync(descriptor) == 0 else {
      throw AtomicFile.failure(path)
    }
  }
}
