import Foundation
import Testing

/// What the README prints is what compiles.
struct FirstNetworkTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
  }

  @Test func readmeListsTheProgram() throws {
    let program = try text("Examples/FirstNetwork/main.swift")
    #expect(try text("README.md").contains("```swift\n" + program + "```\n"))
  }

  /// The README leaves out how the second network is made.
  @Test func readmeListsTheCallbacks() throws {
    let program = try text("Examples/Callbacks/main.swift")
    let start = try #require(program.range(of: "model.compile("))
    #expect(try text("README.md").contains("```swift\n" + program[start.lowerBound...] + "```\n"))
  }
}
