import CStudio
import Foundation
import HTTPTypes
import Testing

/// What the server says of itself.
struct Description {
  let document: JSONValue
  /// By method and path, such as `GET /v1/models/{model}`.
  let operations: [String: JSONValue]

  init() throws {
    let file = CStudioDescription()
    document = try JSONDecoder().decode(
      JSONValue.self, from: Data(bytes: file.bytes, count: file.count))
    operations = Dictionary(
      uniqueKeysWithValues: (document["paths"]?.members ?? [:]).flatMap { path, item in
        item.members.map { ("\($0.uppercased()) \(path)", $1) }
      })
  }

  /// The operations as the router has them, which does not know what follows the colon.
  var routes: Set<String> {
    Set(operations.keys.map { $0.replacing(":predict", with: "") })
  }

  /// What is said of an operation's answers with a code; nil if nothing is.
  func response(_ operation: String, _ code: Int) -> JSONValue? {
    let response = operations[operation]?["responses"]?["\(code)"]
    guard let reference = response?["$ref"]?.string else { return response }
    return JSONSchema(document: document).target(of: reference)
  }

  /// The operation that a request belongs to.
  func operation(_ method: HTTPRequest.Method, _ path: String) -> String? {
    let parts = path.split(separator: "/")
    return operations.keys.filter { operation in
      let words = operation.split(separator: " ")
      let known = words[1].split(separator: "/")
      return words[0] == method.rawValue && known.count == parts.count
        && zip(known, parts).allSatisfy { Self.fits($1, $0) }
    }.min { $0.count { $0 == "{" } < $1.count { $0 == "{" } }
  }

  /// Whether a part of a path is one that a template has, such as `{model}:predict`.
  private static func fits(_ part: Substring, _ template: Substring) -> Bool {
    guard let end = template.firstIndex(of: "}") else { return part == template }
    let verb = template[template.index(after: end)...]
    return verb.isEmpty ? !part.contains(":") : part.hasSuffix(verb)
  }

  /// A path with its parameters, those that must be there, filled by their examples.
  func example(of operation: String) throws -> String {
    var path = String(operation.split(separator: " ")[1])
    var query: [String] = []
    for parameter in operations[operation]?["parameters"]?.elements ?? [] {
      let parameter = try #require(
        parameter["$ref"]?.string.map { JSONSchema(document: document).target(of: $0) } ?? parameter
      )
      guard parameter["required"] == .boolean(true) else { continue }
      let name = try #require(parameter["name"]?.string)
      let example = try #require(parameter["example"]?.string, "\(operation): \(name)")
      if parameter["in"]?.string == "path" {
        path = path.replacing("{\(name)}", with: example)
      } else {
        query.append("\(name)=\(example)")
      }
    }
    return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
  }

  /// What of an answer is not as it is described.
  func problems(_ operation: String, code: Int, type: String?, body: Data) throws -> [String] {
    guard let response = response(operation, code) else { return ["\(code) is not described"] }
    let content = response["content"]?.members ?? [:]
    let media = type.map { String($0.prefix { $0 != ";" }) }
    guard let media else { return content.isEmpty ? [] : ["There is no Content-Type"] }
    guard let schema = content[media]?["schema"] else { return ["\(media) is not described"] }
    guard media == "application/json" else { return [] }
    let value = try JSONDecoder().decode(JSONValue.self, from: body)
    return JSONSchema(document: document).problems(value, schema)
  }
}
