/// The content of one IDX file of unsigned bytes, MNIST's format.
///
/// Big-endian: two zero bytes, the type of an element (`0x08`, an unsigned byte), the number of
/// axes, the size of each axis as four bytes; then the elements, the last axis running fastest.
///
/// The header is checked before anything is allocated, and the file must hold exactly what its
/// header announces.
struct IDX {
  /// What to call the file in an error.
  let name: String
  /// Size of each axis, outermost first.
  let sizes: [Int]
  /// The elements, `sizes[0] · sizes[1] · …` of them.
  let bytes: [UInt8]

  /// What a file is expected to hold.
  enum Content {
    /// Pictures: count, rows, columns.
    case images
    /// Labels: count.
    case labels

    /// The file's first four bytes.
    var magic: UInt32 {
      switch self {
      case .images: 0x0000_0803
      case .labels: 0x0000_0801
      }
    }

    /// The axes and the largest size of each.
    var axes: [(name: String, limit: Int)] {
      switch self {
      case .images: [("pictures", 10_000_000), ("rows", 1024), ("columns", 1024)]
      case .labels: [("labels", 10_000_000)]
      }
    }
  }

  /// Reads a whole file and checks that it holds what its header announces, no more, no less.
  init(_ content: Content, from stream: ByteStream) throws(IDXError) {
    let headerCount = 4 + 4 * content.axes.count
    let magic = try IDX.word(from: stream, headerCount: headerCount)
    guard magic == content.magic else {
      throw .wrongMagic(file: stream.name, expected: content.magic, received: magic)
    }
    var sizes: [Int] = []
    // Every size keeps to its limit, so that the product stays below 2^44.
    var expected: UInt64 = 1
    for axis in content.axes {
      let size = try IDX.word(from: stream, headerCount: headerCount)
      guard size > 0, size <= axis.limit else {
        throw .sizeOutOfRange(
          file: stream.name, axis: axis.name, limit: axis.limit, received: size)
      }
      sizes.append(Int(size))
      expected *= UInt64(size)
    }
    guard expected <= ByteStream.sizeLimit else {
      throw .tooLarge(file: stream.name, sizes: sizes, limit: ByteStream.sizeLimit)
    }
    name = stream.name
    self.sizes = sizes
    bytes = try IDX.elements(Int(expected), from: stream)
  }

  /// One number of the header.
  private static func word(from stream: ByteStream, headerCount: Int) throws(IDXError) -> UInt32 {
    var word: UInt32 = 0
    let count = try withUnsafeMutableBytes(of: &word) { buffer throws(IDXError) in
      try stream.read(into: buffer)
    }
    guard count == MemoryLayout<UInt32>.size else {
      throw .endsEarly(file: stream.name, expected: headerCount, received: stream.position)
    }
    return UInt32(bigEndian: word)
  }

  /// All that follows the header.
  private static func elements(_ count: Int, from stream: ByteStream) throws(IDXError) -> [UInt8] {
    let fileCount = stream.position + count
    // Deflate packs at most 1032 bytes into one, so a small file that announces a gigabyte gets
    // no gigabyte.
    let isPossible = stream.storedCount >= count / 1032
    let capacity = isPossible ? count : stream.storedCount * 1032
    let bytes = try [UInt8](unsafeUninitializedCapacity: capacity) {
      buffer, initialized throws(IDXError) in
      initialized = try stream.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
    guard bytes.count == count else {
      throw .endsEarly(file: stream.name, expected: fileCount, received: stream.position)
    }
    var extra: UInt8 = 0
    let extraCount = try withUnsafeMutableBytes(of: &extra) { buffer throws(IDXError) in
      try stream.read(into: buffer)
    }
    guard extraCount == 0 else { throw .trailingBytes(file: stream.name, expected: fileCount) }
    return bytes
  }
}
