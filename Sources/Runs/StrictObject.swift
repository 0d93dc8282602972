/// An object of JSON of which nothing is passed over: each of its keys is known, and each value is what
/// it should be.
package struct StrictObject {
  private let values: KeyedDecodingContainer<AnyKey>
  private let names: [String]

  /// The object that a decoder is at.
  ///
  /// - Throws: ``RunError/invalidSetting(_:)`` if it is none.
  package init(_ decoder: any Decoder, of what: String) throws(RunError) {
    guard let values = try? decoder.container(keyedBy: AnyKey.self) else {
      throw .invalidSetting("Expected an object of JSON for \(what).")
    }
    self.values = values
    names = values.allKeys.map(\.stringValue).sorted()
  }

  /// Makes sure that there are no keys but these.
  ///
  /// - Throws: ``RunError/invalidSetting(_:)``.
  package func expect(only known: [String], in what: String) throws(RunError) {
    guard let strange = names.first(where: { !known.contains($0) }) else { return }
    let expected = known.isEmpty ? "no settings" : known.joined(separator: ", ")
    throw .invalidSetting("Expected \(expected) in \(what); received “\(strange.prefix(40))”.")
  }

  /// There is something of this name.
  package func has(_ name: String) -> Bool { names.contains(name) }

  /// A number; nil if there is none.
  ///
  /// - Throws: ``RunError/invalidSetting(_:)`` if it is not in the range, or not whole where it must be.
  package func number(
    _ name: String, in range: ClosedRange<Double>, isWhole: Bool = false
  ) throws(RunError) -> Double? {
    guard has(name) else { return nil }
    let number = try? values.decode(Double.self, forKey: AnyKey(stringValue: name))
    guard let number, range.contains(number), !isWhole || number.rounded() == number else {
      func text(_ value: Double) -> String {
        Int(exactly: value).map { "\($0)" } ?? "\(value)"
      }
      throw .invalidSetting(
        "Expected a \(isWhole ? "whole " : "")number from \(text(range.lowerBound)) to "
          + "\(text(range.upperBound)) for “\(name)”"
          + (number.map { "; received \(text($0))." } ?? "."))
    }
    return number
  }

  /// A whole number; nil if there is none.
  ///
  /// - Throws: ``RunError/invalidSetting(_:)`` if it is not in the range.
  package func integer(
    _ name: String, in range: ClosedRange<Int>
  ) throws(RunError) -> Int? {
    let limits = Double(range.lowerBound)...Double(range.upperBound)
    return try number(name, in: limits, isWhole: true).map { Int($0) }
  }

  /// A text; nil if there is none.
  ///
  /// - Throws: ``RunError/invalidSetting(_:)`` if it is something else.
  package func text(_ name: String) throws(RunError) -> String? {
    guard has(name) else { return nil }
    guard let text = try? values.decode(String.self, forKey: AnyKey(stringValue: name)) else {
      throw .invalidSetting("Expected a text for “\(name)”.")
    }
    return text
  }

  /// One of the names that there are; nil if there is none.
  ///
  /// - Throws: ``RunError/invalidSetting(_:)`` if it is none of them.
  package func choice<Value>(
    _ name: String, among known: [(name: String, value: Value)]
  ) throws(RunError) -> Value? {
    guard let text = try text(name) else { return nil }
    guard let choice = known.first(where: { $0.name == text }) else {
      throw .invalidSetting(
        "Expected one of \(known.map(\.name).joined(separator: ", ")) for “\(name)”; "
          + "received “\(text.prefix(40))”.")
    }
    return choice.value
  }

  /// A list; nil if there is none.
  ///
  /// - Throws: ``RunError/invalidSetting(_:)`` of the first element that cannot be used.
  package func list<Element: Decodable>(
    _ name: String, of type: Element.Type
  ) throws(RunError) -> [Element]? {
    guard has(name) else { return nil }
    do {
      return try values.decode([Element].self, forKey: AnyKey(stringValue: name))
    } catch let error as RunError {
      throw error
    } catch {
      throw .invalidSetting("Expected a list for “\(name)”.")
    }
  }
}

/// A key that is known only while the program runs.
struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
