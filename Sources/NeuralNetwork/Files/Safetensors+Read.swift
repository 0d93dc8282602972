internal import Foundation

extension Safetensors {
  /// The largest file that is read: 512 MiB.
  public static let largestFile = 512 << 20
  /// The longest header that is read: 16 MiB.
  static let longestHeader = 16 << 20
  /// The most arrays in a file.
  static let mostTensors = 10_000

  /// Reads a file, trusting nothing in it: the arrays must fill it exactly, without holes or
  /// overlaps.
  ///
  /// - Throws: ``FileError``.
  public init(contentsOf path: String) throws(FileError) {
    let data = try AtomicFile.read(path, limit: Self.largestFile)
    do throws(Defect) {
      try self.init(data)
    } catch {
      throw .malformed(path: path, what: error.what)
    }
  }

  /// What is wrong with a file's bytes.
  struct Defect: Error {
    let what: String

    /// A part of a sentence, as ``FileError`` wants it.
    ///
    /// Names from the file may be long, or hold codes that a terminal would obey; other errors'
    /// sentences bring a full stop of their own.
    init(what: String) {
      let sentence = what.hasSuffix(".") ? what.dropLast() : what[...]
      let harmless = sentence.unicodeScalars.prefix(300).map {
        $0.properties.generalCategory == .control ? " " : $0
      }
      self.what = String(String.UnicodeScalarView(harmless))
    }
  }

  init(_ data: Data) throws(Defect) {
    // A length of 8 bytes, and an object in JSON.
    guard data.dropFirst(8).first == UInt8(ascii: "{") else {
      throw Defect(
        what: "it is no safetensors file, the kind that `digits train` and `save` write")
    }
    let length = data.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(min(data.count - 8, Self.longestHeader)) else {
      throw Defect(
        what: "its header should have \(length) bytes, but \(data.count - 8) bytes follow, "
          + "and at most \(Self.longestHeader) are read")
    }
    let json = data.dropFirst(8).prefix(Int(length))
    let header: Header
    do {
      header = try JSONDecoder().decode(Header.self, from: Data(json))
    } catch {
      throw Defect(what: "its header is not the JSON of a safetensors file")
    }
    self.init(metadata: header.metadata)
    try readTensors(header, data.dropFirst(8 + Int(length)))
  }

  private mutating func readTensors(_ header: Header, _ body: Data) throws(Defect) {
    guard header.entries.count <= Self.mostTensors else {
      throw Defect(what: "it has \(header.entries.count) arrays, more than \(Self.mostTensors)")
    }
    for (name, entry) in header.entries where entry.offsets.count != 2 {
      throw Defect(what: "array “\(name)” has \(entry.offsets.count) offsets in place of two")
    }
    var end = 0
    let inOrder = header.entries.sorted {
      ($0.value.offsets[0], $0.value.offsets[1], $0.key) < (
        $1.value.offsets[0], $1.value.offsets[1], $1.key
      )
    }
    for (name, entry) in inOrder {
      guard let precision = Precision(rawValue: entry.dtype) else {
        throw Defect(what: "array “\(name)” has type \(entry.dtype); only F32 and F16 are read")
      }
      let bytes = Self.byteCount(entry.shape, precision)
      guard entry.offsets[0] == end, let bytes, bytes <= body.count - end,
        entry.offsets[1] == end + bytes
      else {
        throw Defect(
          what:
            "array “\(name)” of shape \(Shape(entry.shape)) at \(entry.offsets) does not follow "
            + "the one before, or does not fit its place")
      }
      let slice = body.dropFirst(end).prefix(bytes)
      tensors[name] = Tensor(
        shape: Shape(entry.shape), values: Self.values(in: slice, precision))
      end += bytes
    }
    guard end == body.count else {
      throw Defect(what: "\(body.count - end) bytes follow its last array")
    }
  }

  private static func values(in slice: Data, _ precision: Precision) -> [Float] {
    func numbers<Number>(_ type: Number.Type) -> [Number] {
      let total = slice.count / MemoryLayout<Number>.stride
      return [Number](unsafeUninitializedCapacity: total) { buffer, count in
        count = slice.copyBytes(to: buffer) / MemoryLayout<Number>.stride
      }
    }
    return switch precision {
    case .single: numbers(Float.self)
    case .half: numbers(UInt16.self).map { HalfPrecision.value(of: UInt16(littleEndian: $0)) }
    }
  }

  /// Bytes of an array, or nil if an axis is negative or there are too many.
  private static func byteCount(_ axes: [Int], _ precision: Precision) -> Int? {
    var count = precision.byteCount
    for axis in axes {
      let (product, overflow) = count.multipliedReportingOverflow(by: axis)
      guard axis >= 0, !overflow else { return nil }
      count = product
    }
    return count
  }
}
