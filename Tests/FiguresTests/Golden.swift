import Foundation
import Testing

/// Compares a text with the stored one of the same name, byte for byte.
///
/// A missing file fails. `RECORD_GOLDEN=1 swift test` stores the texts of today, and fails too, so
/// that nobody takes a recording for a pass.
func expectGolden(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    try Data(text.utf8).write(to: folder.appending(path: "Golden/\(name)"))
    Issue.record("Recorded \(name): look at it, then test again.", sourceLocation: sourceLocation)
    return
  }
  let folder = try #require(Bundle.module.url(forResource: "Golden", withExtension: nil))
  guard let stored = try? Data(contentsOf: folder.appending(path: name)) else {
    Issue.record("There is no golden file \(name).", sourceLocation: sourceLocation)
    return
  }
  guard stored != Data(text.utf8) else { return }
  let lines = (
    text.split(separator: "\n"), String(decoding: stored, as: UTF8.self).split(separator: "\n")
  )
  let place = zip(lines.0, lines.1).enumerated().first { $0.element.0 != $0.element.1 }
  Issue.record(
    """
    \(name) differs, first in line \(place.map { $0.offset + 1 } ?? min(lines.0.count, lines.1.count) + 1).
    stored: \(place.map { String($0.element.1) } ?? "(end)")
    now:    \(place.map { String($0.element.0) } ?? "(end)")
    """, sourceLocation: sourceLocation)
}
