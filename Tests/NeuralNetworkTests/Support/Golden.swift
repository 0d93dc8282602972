import Foundation
import Testing

@testable import NeuralNetwork

/// An array with its axes, the batch first.
typealias Tensor = Safetensors.Tensor

/// A file of values that Keras computed.
///
/// `Reference/README.md` says what is in it.
///
/// The package's own reader takes F32 only; labels are I32 and pictures U8, so the body is read here.
struct Golden {
  private let header: Safetensors.Header
  private let body: Data

  /// Reads the file of the given name, without its extension.
  init(_ name: String) throws {
    let data = try Data(contentsOf: Self.folder.appending(path: "\(name).safetensors"))
    let length = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    header = try JSONDecoder().decode(
      Safetensors.Header.self, from: data.dropFirst(8).prefix(length))
    body = Data(data.dropFirst(8 + length))
  }

  static var folder: URL { Bundle.module.bundleURL.appending(path: "Golden") }

  /// The names of all files that hold the given metadata, in order.
  static func cases(with key: String) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".safetensors") }.map { String($0.dropLast(12)) }
      .filter { (try? Golden($0))?.header.metadata[key] != nil }.sorted()
  }

  /// The content of a text file.
  static func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
  }

  /// The names of the tensors that begin with a prefix, without it.
  func names(under prefix: String) -> [String] {
    header.entries.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
      .sorted()
  }

  /// One of the JSON texts in the metadata.
  func metadata<Value: Decodable>(_ key: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(try #require(header.metadata[key]).utf8))
  }

  /// There is a text of this name.
  func has(_ key: String) -> Bool { header.metadata[key] != nil }

  /// A tensor of floats.
  func tensor(_ name: String) throws -> Tensor {
    Tensor(
      shape: Shape(try entry(name, "F32").shape), values: try values(name, "F32", of: Float.self))
  }

  /// A tensor of integers, such as labels.
  func integers(_ name: String) throws -> [Int] {
    try values(name, "I32", of: Int32.self).map(Int.init)
  }

  /// A tensor of bytes, such as pictures.
  func bytes(_ name: String) throws -> (values: [UInt8], shape: Shape) {
    (try values(name, "U8", of: UInt8.self), Shape(try entry(name, "U8").shape))
  }

  private func entry(_ name: String, _ type: String) throws -> Safetensors.Header.Entry {
    let entry = try #require(header.entries[name], "There is no tensor \(name).")
    try #require(entry.dtype == type, "\(name) holds \(entry.dtype).")
    return entry
  }

  private func values<Element: BitwiseCopyable>(
    _ name: String, _ type: String, of: Element.Type
  ) throws -> [Element] {
    let offsets = try entry(name, type).offsets
    return body[offsets[0]..<offsets[1]].withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: MemoryLayout<Element>.stride).map {
        bytes.loadUnaligned(fromByteOffset: $0, as: Element.self)
      }
    }
  }
}
