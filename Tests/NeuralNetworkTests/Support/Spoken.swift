import Foundation

@testable import NeuralNetwork

/// Hears what callbacks print.
///
/// Standard output belongs to all tests at once, so it is no place to listen at.
final class Spoken: @unchecked Sendable {
  private var lines: [String] = []

  /// Calls the body, which must not speak from other threads.
  func hear<Result>(_ body: () throws -> Result) rethrows -> Result {
    try Voice.$listener.withValue({ self.lines.append($0) }, operation: body)
  }

  /// What was printed since the last call, without the folder in paths.
  func text(in folder: TemporaryFolder? = nil) -> String {
    defer { lines = [] }
    let text = lines.map { $0 + "\n" }.joined()
    return folder.map { text.replacingOccurrences(of: $0.path("") + "/", with: "") } ?? text
  }
}
