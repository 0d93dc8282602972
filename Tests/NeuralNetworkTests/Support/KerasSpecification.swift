import Foundation

@testable import NeuralNetwork

/// A layer, loss, metric, optimizer … as the golden files name it: a class with the arguments that differ from Keras'
/// defaults.
struct KerasSpecification: Decodable {
  let className: String
  let config: Config

  enum CodingKeys: String, CodingKey {
    case className = "class_name"
    case config
  }

  /// A class or argument for which there is nothing in Swift.
  struct Unknown: Error {
    let what: String
  }

  /// What the specification stands for.
  ///
  /// An argument that nobody asked for fails, or its value would be lost.
  func make<Value>(_ body: (Config) throws -> Value) throws -> Value {
    let value = try body(config)
    guard config.forgotten.isEmpty else {
      throw Unknown(what: "\(className).\(config.forgotten.joined(separator: ", "))")
    }
    return value
  }

  /// An argument of any kind.
  typealias Argument = JSONValue<KerasSpecification>

  /// The arguments by name.
  final class Config: Decodable {
    private let values: [String: Argument]
    private var used: Set<String> = []

    init(from decoder: any Decoder) throws {
      values = try decoder.singleValueContainer().decode([String: Argument].self)
    }

    var forgotten: [String] { values.keys.filter { !used.contains($0) }.sorted() }

    subscript(name: String) -> Argument? {
      used.insert(name)
      return values[name]
    }

    func float(_ name: String, _ standard: Float) -> Float {
      self[name]?.number.map { Float($0) } ?? standard
    }
    func int(_ name: String, _ standard: Int) -> Int {
      self[name]?.number.map { Int($0) } ?? standard
    }
    func bool(_ name: String, _ standard: Bool) -> Bool { self[name]?.bool ?? standard }
    func text(_ name: String) -> String? { self[name]?.text }
    func size(_ name: String) -> Size2D? { self[name]?.size }
  }
}

extension JSONValue<KerasSpecification> {
  var number: Double? { if case .number(let value) = self { value } else { nil } }
  var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  var text: String? { if case .text(let value) = self { value } else { nil } }
  var object: KerasSpecification? { if case .object(let value) = self { value } else { nil } }
  var list: [Self]? { if case .list(let value) = self { value } else { nil } }
  var isNull: Bool { if case .null = self { true } else { false } }

  /// One number for rows and columns, or two.
  var size: Size2D? {
    if let number { return Size2D(rows: Int(number), columns: Int(number)) }
    guard let both = list?.compactMap(\.number), both.count == 2 else { return nil }
    return Size2D(rows: Int(both[0]), columns: Int(both[1]))
  }
}
