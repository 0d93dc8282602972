import Foundation
import HTTPTypes
import Testing

/// A request with its answer, from a golden file.
///
///     === what it shows
///     > GET /v1/models/digits
///     > Accept: application/json
///     the request's body
///     < 200
///     the answer's body
struct GoldenExchange: CustomTestStringConvertible, Sendable {
  let name: String
  var method = HTTPRequest.Method.get
  var path = ""
  var fields = HTTPFields()
  var body = ""
  var status = 0
  var answer = ""

  var testDescription: String { name }

  /// All of a file.
  static func all(in file: String) throws -> [GoldenExchange] {
    let folder = try #require(Bundle.module.url(forResource: "Golden", withExtension: nil))
    let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
    let exchanges = try text.split(separator: "\n=== ").dropFirst().map { try GoldenExchange($0) }
    try #require(!exchanges.isEmpty)
    return exchanges
  }

  private init(_ text: Substring) throws {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    name = String(lines[0])
    var isAnswer = false
    for line in lines.dropFirst() {
      if line.hasPrefix("< ") {
        status = try #require(Int(line.dropFirst(2)))
        isAnswer = true
      } else if !isAnswer, line.hasPrefix("> "), path.isEmpty {
        let parts = line.split(separator: " ")
        method = try #require(HTTPRequest.Method(String(parts[1])))
        path = String(parts[2])
      } else if !isAnswer, line.hasPrefix("> "), let colon = line.firstIndex(of: ":") {
        let field = try #require(HTTPField.Name(String(line[..<colon].dropFirst(2))))
        fields[field] = String(line[line.index(colon, offsetBy: 2)...])
      } else if isAnswer {
        answer += line + "\n"
      } else {
        body += line + "\n"
      }
    }
    body = body.trimmingCharacters(in: .newlines)
    answer = answer.trimmingCharacters(in: .newlines)
  }
}
