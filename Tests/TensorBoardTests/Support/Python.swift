import Foundation
import Testing

/// The Python that `Scripts/test` prepares.
enum Python {
  /// Nil where nobody has prepared one.
  static let path = ProcessInfo.processInfo.environment["DIGITS_PYTHON"]

  private static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// What one of the package's scripts prints; its errors go where the tests' go.
  static func output(of script: String, _ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: try #require(path))
    process.arguments = [package.appending(path: script).path] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(script) failed.")
    return text
  }
}
