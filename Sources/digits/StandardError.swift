import Foundation

/// Where is said what is no result.
///
/// If nobody can take it, such as a full disk, the program goes on.
enum StandardError {
  static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
