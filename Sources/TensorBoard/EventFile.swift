internal import Foundation
internal import NeuralNetwork

/// A file that grows by an event at a time, and that TensorBoard reads meanwhile.
///
/// A record is, numbers with their lowest byte first,
///
///     length (8) · checksum of these 8 bytes (4) · message (length) · checksum of the message (4)
///
/// Each goes to the system whole and at once, so that a killed program leaves at most its last
/// record broken. A power cut may take more: nothing waits for the disk.
final class EventFile {
  private let path: String
  private let descriptor: Int32
  private var size = 0

  /// Begins a new file, and its directory if need be.
  ///
  /// Its name is TensorFlow's: the time, so that later files sort later, the machine, the process,
  /// and a number to tell it from others of the same second.
  /// - Throws: `FileError.unwritable`.
  convenience init(directory: String) throws(FileError) {
    try AtomicFile.makeDirectory(directory)
    let seconds = String(format: "%010d", Int(Date.now.timeIntervalSince1970))
    let process = "\(Self.hostName).\(ProcessInfo.processInfo.processIdentifier)"
    var (path, descriptor, number) = ("", Int32(-1), 0)
    repeat {
      path = "\(directory)/events.out.tfevents.\(seconds).\(process).\(number).v2"
      descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o644)
      number += 1
    } while descriptor < 0 && errno == EEXIST
    guard descriptor >= 0 else { throw AtomicFile.failure(path) }
    try self.init(path: path, descriptor: descriptor)
  }

  /// Begins a file that is open already, and closes it in the end.
  init(path: String, descriptor: Int32) throws(FileError) {
    self.path = path
    self.descriptor = descriptor
    try append(.fileVersion())
  }

  deinit { close(descriptor) }

  /// Adds an event.
  ///
  /// What was half written when a disk was full is taken back, so that what follows can be read.
  /// - Throws: `FileError.unwritable`.
  func append(_ event: Message) throws(FileError) {
    let length = Data(lowestFirst: UInt64(event.bytes.count))
    let record =
      length + Data(lowestFirst: CRC32C.masked(length))
      + event.bytes + Data(lowestFirst: CRC32C.masked(event.bytes))
    do {
      try AtomicFile.write(record, to: descriptor, path)
      size += record.count
    } catch {
      ftruncate(descriptor, off_t(size))
      throw error
    }
  }

  /// This machine's name, as the system has it: no network is asked.
  private static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

/// The checksum of Castagnoli, Bräuer and Herrmann (1993), polynomial 0x1edc6f41.
enum CRC32C {
  /// What a byte does to the checksum; the polynomial's bits are in reverse.
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0x82f6_3b78 : rest >> 1 }
  }

  /// The checksum of some bytes.
  static func checksum(_ bytes: Data) -> UInt32 {
    ~bytes.reduce(~0) { sum, byte in sum >> 8 ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] }
  }

  /// Turned by 15 bits, plus a constant: the checksum of what holds its checksum is always the same.
  static func masked(_ bytes: Data) -> UInt32 {
    let sum = checksum(bytes)
    return (sum >> 15 | sum << 17) &+ 0xa282_ead8
  }
}
