import CZlib

/// The chunks of a PNG file, to be put together again with checksums that are right.
///
/// Nearly every change would otherwise end at a checksum, far from the code that is to be tested.
struct PNGParts {
  struct Chunk {
    var type: [UInt8]
    var content: [UInt8]
  }

  static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

  var chunks: [Chunk] = []

  /// As many chunks as there are whole ones; nil if the file does not begin as PNG does.
  init?(_ file: [UInt8]) {
    guard file.starts(with: PNGParts.signature) else { return nil }
    var position = PNGParts.signature.count
    while position + 12 <= file.count {
      let count = file[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
      // A length that was changed takes in all the rest.
      let end = min(position + 8 + count, file.count - 4)
      chunks.append(
        Chunk(
          type: Array(file[position + 4..<position + 8]), content: Array(file[position + 8..<end])))
      position = end + 4
    }
  }

  /// The file, with right lengths and checksums.
  var file: [UInt8] {
    chunks.reduce(into: PNGParts.signature) { file, chunk in
      let checked = chunk.type + chunk.content
      let checksum = UInt32(truncatingIfNeeded: crc32(0, checked, uInt(checked.count)))
      file += bigEndian(UInt32(chunk.content.count)) + checked + bigEndian(checksum)
    }
  }
}

/// A number's bytes, the most significant first.
func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: number.bigEndian) { Array($0) }
}
