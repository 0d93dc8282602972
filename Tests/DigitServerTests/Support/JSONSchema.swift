import Foundation

/// Tells what in a value is not as a schema has it: the part of JSON Schema that our description uses.
///
/// A word that it does not know is a problem, too, so that no schema seems to be checked that is not.
struct JSONSchema {
  /// The document that references lead into.
  let document: JSONValue

  /// Words that tell people something, and nothing to check.
  private static let words: Set = [
    "description", "format", "default", "contentMediaType", "example",
  ]

  func problems(_ value: JSONValue, _ schema: JSONValue, at path: String = "$") -> [String] {
    schema.members.sorted { $0.key < $1.key }.flatMap { word, rule -> [String] in
      if Self.words.contains(word) { return [] }
      guard let found = problems(value, word, rule, schema, path) else {
        return ["\(path): the schema's word “\(word)” is not known"]
      }
      return found
    }
  }

  /// What one reference leads to.
  func target(of reference: String) -> JSONValue? {
    reference.split(separator: "/").dropFirst().reduce(Optional(document)) { $0?[String($1)] }
  }

  private func problems(
    _ value: JSONValue, _ word: String, _ rule: JSONValue, _ schema: JSONValue, _ path: String
  ) -> [String]? {
    func problem(_ fails: Bool) -> [String] {
      fails ? ["\(path): \(word) \(rule) does not fit \(value)"] : []
    }
    switch word {
    case "$ref":
      guard let target = rule.string.flatMap(target) else { return ["\(rule) leads nowhere"] }
      return problems(value, target, at: path)
    case "oneOf":
      let found = rule.elements.map { problems(value, $0, at: path) }
      return found.count(where: \.isEmpty) == 1
        ? [] : ["\(path): not one of \(found.count): \(found)"]
    case "type":
      let names = rule.string.map { [$0] } ?? rule.elements.compactMap(\.string)
      return problem(!names.contains { value.isOf(type: $0) })
    case "enum": return problem(!rule.elements.contains(value))
    case "minimum": return problem((value.number ?? .infinity) < rule.number ?? 0)
    case "maximum": return problem((value.number ?? -.infinity) > rule.number ?? 0)
    case "minItems": return problem(value.isList && value.elements.count < Int(rule.number ?? 0))
    case "maxItems": return problem(value.isList && value.elements.count > Int(rule.number ?? 0))
    case "pattern":
      let pattern = rule.string ?? ""
      return problem(value.string?.range(of: pattern, options: .regularExpression) == nil)
    case "contentEncoding":
      return problem(value.string.map { Data(base64Encoded: $0) == nil } ?? false)
    case "items":
      return value.elements.enumerated().flatMap {
        problems($1, rule, at: "\(path)[\($0)]")
      }
    case "required":
      guard case .object(let members) = value else { return [] }
      return rule.elements.compactMap(\.string).filter { members[$0] == nil }
        .map { "\(path): “\($0)” is missing" }
    case "properties":
      return rule.members.flatMap { key, schema in
        value[key].map { problems($0, schema, at: "\(path).\(key)") } ?? []
      }
    case "additionalProperties":
      let others = value.members.filter { schema["properties"]?[$0.key] == nil }
      if rule == .boolean(false) { return others.keys.map { "\(path): “\($0)” is not known" } }
      return others.flatMap { problems($1, rule, at: "\(path).\($0)") }
    default: return nil
    }
  }
}

extension JSONValue {
  fileprivate var isList: Bool {
    if case .array = self { true } else { false }
  }

  fileprivate func isOf(type name: String) -> Bool {
    switch self {
    case .null: name == "null"
    case .boolean: name == "boolean"
    case .number(let value): name == "number" || name == "integer" && value.rounded() == value
    case .string: name == "string"
    case .array: name == "array"
    case .object: name == "object"
    }
  }
}
