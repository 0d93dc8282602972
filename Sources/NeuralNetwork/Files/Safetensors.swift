public import Foundation

/// Named arrays of floats and a few strings in one file: the safetensors format.
///
/// A length of 8 bytes, a header in JSON, and the raw numbers, little-endian. No code can hide in
/// it, and PyTorch, JAX and Hugging Face's libraries read it.
/// <https://github.com/huggingface/safetensors>
public struct Safetensors: Sendable, Equatable {
  /// One array.
  public struct Tensor: Sendable, Equatable {
    /// Its axes.
    public var shape: Shape
    /// Its values, the last axis fastest.
    public var values: [Float]

    /// An array of the given axes.
    public init(shape: Shape, values: [Float]) {
      self.shape = shape
      self.values = values
    }
  }

  /// The arrays by name.
  public var tensors: [String: Tensor]
  /// The strings by name: the header's `__metadata__`.
  public var metadata: [String: String]

  /// A file's content.
  public init(tensors: [String: Tensor] = [:], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// How many bits a number takes in a file.
  public enum Precision: String, Sendable {
    /// 32 bits: numbers as they are.
    case single = "F32"
    /// 16 bits, half the size: the nearest number with 11 significant bits, 65,504 at most.
    case half = "F16"

    var byteCount: Int { self == .single ? 4 : 2 }
  }

  /// The file's bytes.
  ///
  /// The same content always gives the same bytes.
  /// - Throws: ``ModelError/invalidArgument(_:)`` if a finite number is too large for the precision, or
  ///   the file would be larger than any that is read: ``largestFile``.
  /// - Precondition: Every array has as many values as its shape says.
  public func encoded(_ precision: Precision = .single) throws -> Data {
    let names = tensors.keys.sorted()
    var header = Header(metadata: metadata)
    var end = 0
    for name in names {
      guard let tensor = tensors[name] else { continue }
      precondition(
        tensor.shape.elementCount == tensor.values.count,
        "Expected \(tensor.shape.elementCount) values for \(name); received \(tensor.values.count)."
      )
      let start = end
      end += tensor.values.count * precision.byteCount
      header.entries[name] = .init(
        dtype: precision.rawValue, shape: tensor.shape.axes, offsets: [start, end])
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var json = try encoder.encode(header)
    // Blanks at the end let the numbers begin at a multiple of 8.
    json.append(contentsOf: [UInt8](repeating: 0x20, count: (8 - json.count % 8) % 8))

    guard names.count <= Self.mostTensors, json.count <= Self.longestHeader,
      8 + json.count + end <= Self.largestFile
    else {
      throw ModelError.invalidArgument(
        "Expected up to \(Self.mostTensors) arrays, a header of \(Self.longestHeader) bytes and "
          + "\(Self.largestFile) bytes in all, which is as much as is read again; received "
          + "\(names.count) arrays, \(json.count) bytes and \(8 + json.count + end) in all.")
    }
    var data = Data(capacity: 8 + json.count + end)
    withUnsafeBytes(of: UInt64(json.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(json)
    for name in names {
      guard let values = tensors[name]?.values else { continue }
      switch precision {
      case .single: values.withUnsafeBytes { data.append(contentsOf: $0) }
      case .half:
        guard !values.contains(where: { $0.isFinite && abs($0) >= 65520 }) else {
          throw ModelError.invalidArgument(
            "Expected numbers up to 65504 to keep in 16 bits; “\(name)” has larger ones.")
        }
        values.map { HalfPrecision.bits(of: $0).littleEndian }
          .withUnsafeBytes { data.append(contentsOf: $0) }
      }
    }
    return data
  }
}

extension Safetensors {
  /// The JSON at the file's beginning.
  struct Header: Codable {
    struct Entry: Codable {
      let dtype: String
      let shape: [Int]
      let offsets: [Int]

      enum CodingKeys: String, CodingKey {
        case dtype, shape
        case offsets = "data_offsets"
      }
    }

    var metadata: [String: String] = [:]
    var entries: [String: Entry] = [:]

    struct Name: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
      static let metadata = Name(stringValue: "__metadata__")
    }

    init(metadata: [String: String]) { self.metadata = metadata }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Name.self)
      for key in container.allKeys {
        if key.stringValue == Name.metadata.stringValue {
          metadata = try container.decode([String: String].self, forKey: key)
        } else {
          entries[key.stringValue] = try container.decode(Entry.self, forKey: key)
        }
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Name.self)
      if !metadata.isEmpty { try container.encode(metadata, forKey: .metadata) }
      for (name, entry) in entries {
        try container.encode(entry, forKey: Name(stringValue: name))
      }
    }
  }
}
