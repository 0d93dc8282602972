import Foundation

/// What a server answered.
package struct Answer: Equatable {
  package let status: Int
  /// Names in small letters.
  private let fields: [String: String]
  package var body: [UInt8] = []

  /// From the bytes before the empty line.
  init(header: some Collection<UInt8>) throws {
    let lines = String(decoding: header, as: UTF8.self).components(separatedBy: "\r\n")
    let first = lines[0].split(separator: " ")
    guard first.count >= 2, first[0] == "HTTP/1.1", let code = Int(first[1]) else {
      throw RawClient.Failure(call: "an answer that begins with \(lines[0])", code: 0)
    }
    status = code
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

  package subscript(_ name: String) -> String? { fields[name] }

  package var text: String { String(decoding: body, as: UTF8.self) }

  /// The sentence of an error; nil if it is none in JSON.
  package var error: String? {
    (try? JSONDecoder().decode([String: String].self, from: Data(body)))?["error"]
  }
}
