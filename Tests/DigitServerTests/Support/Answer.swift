import Foundation
import Testing

/// What a server answered.
struct Answer: Equatable {
  let status: Int
  /// Names in small letters.
  private let fields: [String: String]
  var body: [UInt8] = []

  /// From the bytes before the empty line.
  init(header: some Collection<UInt8>) throws {
    let lines = String(decoding: header, as: UTF8.self).components(separatedBy: "\r\n")
    let first = lines[0].split(separator: " ")
    try #require(first.count >= 2 && first[0] == "HTTP/1.1", "\(lines[0])")
    status = try #require(Int(first[1]))
    fields = Dictionary(
      lines.dropFirst().compactMap { line in
        line.firstIndex(of: ":").map { colon in
          (
            line[..<colon].lowercased(),
            line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
          )
        }
      }, uniquingKeysWith: { "\($0), \($1)" })
  }

  subscript(_ name: String) -> String? { fields[name] }

  var text: String { String(decoding: body, as: UTF8.self) }

  /// The sentence of an error; nil if it is none in JSON.
  var error: String? {
    (try? JSONDecoder().decode([String: String].self, from: Data(body)))?["error"]
  }
}
