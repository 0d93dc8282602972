import CZlib
import Foundation

/// The bytes of a file, or of memory, from first to last; gzip (RFC 1952) is unpacked on the way.
///
/// Only one chunk of the source is held at a time, so 47 MB of pictures cost 47 MB. Whether the
/// source is gzip is told by its first two bytes, not by its name. Several gzip members in a row
/// count as one file, as `gunzip` has it; anything else after the last member is an error.
final class ByteStream {
  /// What to call the source in an error.
  let name: String
  /// Size of the source as it is stored.
  let storedCount: Int
  /// How many bytes were read so far.
  private(set) var position = 0

  private let file: UnsafeMutablePointer<FILE>
  private let isGzip: Bool
  private let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  // zlib keeps a pointer to this structure, so it must not move.
  private let inflater = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var isBetweenMembers = false

  /// No source may be larger; a file that pretends to be is refused before it is read.
  static let sizeLimit = 1 << 30

  /// Opens a regular file.
  convenience init(path: String) throws(IDXError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw .fileUnreadable(file: path, reason: ByteStream.systemError())
    }
    // A pipe would wait for ever, a device might never end.
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .fileUnreadable(file: path, reason: "not a regular file")
    }
    guard status.st_size <= ByteStream.sizeLimit else {
      throw .fileUnreadable(
        file: path, reason: "its \(status.st_size) bytes are more than \(ByteStream.sizeLimit)")
    }
    guard let file = fopen(path, "r") else {
      throw .fileUnreadable(file: path, reason: ByteStream.systemError())
    }
    try self.init(name: path, storedCount: Int(status.st_size), file: file)
  }

  /// Reads memory that outlives the stream, such as the binary's own data.
  convenience init(
    name: String, bytes: UnsafePointer<UInt8>, count: Int
  ) throws(IDXError) {
    let memory = UnsafeMutableRawPointer(mutating: bytes)
    guard let file = fmemopen(memory, count, "r") else {
      throw .fileUnreadable(file: name, reason: ByteStream.systemError())
    }
    try self.init(name: name, storedCount: count, file: file)
  }

  private init(
    name: String, storedCount: Int, file: UnsafeMutablePointer<FILE>
  ) throws(IDXError) {
    self.name = name
    self.storedCount = storedCount
    self.file = file

    let first = [fgetc(file), fgetc(file)]
    isGzip = first == [0x1f, 0x8b]
    rewind(file)

    inflater.initialize(to: z_stream())
    // 15: the largest window; 16 more: gzip, with its checksum.
    let result = inflateInit2_(
      inflater, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard result == Z_OK else {
      throw .fileUnreadable(file: name, reason: "zlib's inflateInit2 answered \(result)")
    }
  }

  deinit {
    inflateEnd(inflater)
    inflater.deallocate()
    chunk.deallocate()
    fclose(file)
  }

  /// Fills a buffer as far as there are bytes.
  ///
  /// - Returns: How many bytes came; fewer than the buffer holds only at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(IDXError) -> Int {
    let count = isGzip ? try inflate(into: buffer) : try readStored(into: buffer)
    position += count
    return count
  }

  private func readStored(into buffer: UnsafeMutableRawBufferPointer) throws(IDXError) -> Int {
    let count = fread(buffer.baseAddress, 1, buffer.count, file)
    guard ferror(file) == 0 else {
      throw .fileUnreadable(file: name, reason: ByteStream.systemError())
    }
    return count
  }

  private func inflate(into buffer: UnsafeMutableRawBufferPointer) throws(IDXError) -> Int {
    inflater.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    inflater.pointee.avail_out = UInt32(buffer.count)
    while inflater.pointee.avail_out > 0 {
      if inflater.pointee.avail_in == 0 {
        inflater.pointee.avail_in = UInt32(try readStored(into: chunk))
        inflater.pointee.next_in = chunk.baseAddress?.assumingMemoryBound(to: UInt8.self)
      }
      if inflater.pointee.avail_in == 0 {
        guard isBetweenMembers else {
          throw .damagedGzip(file: name, reason: "it ends before its gzip stream does")
        }
        break
      }
      if isBetweenMembers {
        inflateReset(inflater)
        isBetweenMembers = false
      }
      switch CZlib.inflate(inflater, Z_NO_FLUSH) {
      case Z_OK: break
      case Z_STREAM_END: isBetweenMembers = true
      case let status:
        let message = inflater.pointee.msg.map { String(cString: $0) }
        throw .damagedGzip(file: name, reason: message ?? "zlib's inflate answered \(status)")
      }
    }
    return buffer.count - Int(inflater.pointee.avail_out)
  }

  private static func systemError() -> String { String(cString: strerror(errno)) }
}
