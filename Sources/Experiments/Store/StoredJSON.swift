internal import Foundation

/// Values in the columns of a store.
enum StoredJSON {
  /// The text of a value: the same for equal values.
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The value of a text.
  static func value<Value: Decodable>(_ text: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }

  /// The case of a name.
  static func name<Case: RawRepresentable<String>>(_ name: String) throws -> Case {
    guard let value = Case(rawValue: name) else { throw Unknown() }
    return value
  }

  /// A name that only a later version knows.
  struct Unknown: Error {}
}
