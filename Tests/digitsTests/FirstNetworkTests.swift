import Foundation
import Testing

struct FirstNetworkTests {
  /// What a reader copies from the README is what the compiler has seen.
  @Test func readmeBeginsWithTheProgram() throws {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    func text(_ path: String) throws -> String {
      try String(contentsOf: package.appending(path: path), encoding: .utf8)
    }
    let readme = try text("README.md")
    let start = try #require(readme.firstRange(of: "```swift\n"))
    let end = try #require(readme[start.upperBound...].firstRange(of: "```\n"))
    let listing = readme[start.upperBound..<end.lowerBound]
    #expect(String(listing) == (try text("Examples/FirstNetwork/main.swift")))
  }
}
