import CZlib
import Foundation

/// A directory for the files of one test, which goes when nobody holds it any more.
final class TemporaryDirectory {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and tells its path.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = path + "/" + name
    try Data(bytes).write(to: URL(filePath: file))
    return file
  }
}

/// One gzip member.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  var input = bytes
  var output = [UInt8](repeating: 0, count: bytes.count + 1000)
  withUnsafeMutablePointer(to: &stream) { stream in
    deflateInit2_(
      stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.pointee.next_in = input.baseAddress
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(output.count)
        deflate(stream, Z_FINISH)
      }
    }
    deflateEnd(stream)
  }
  return Array(output.prefix(Int(stream.total_out)))
}

/// An IDX file: the magic number, the sizes of the axes, the elements.
func idx(_ magic: UInt32, _ sizes: [UInt32], _ elements: [UInt8]) -> [UInt8] {
  let header = [magic] + sizes
  return header.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } }
    + elements
}

/// Pictures of `rows × columns`, each element its own position.
func images(_ count: Int, rows: Int = 2, columns: Int = 5) -> [UInt8] {
  idx(
    0x803, [count, rows, columns].map(UInt32.init),
    (0..<count * rows * columns).map { UInt8(truncatingIfNeeded: $0) })
}

/// A file of labels.
func labels(_ labels: [UInt8]) -> [UInt8] { idx(0x801, [UInt32(labels.count)], labels) }
