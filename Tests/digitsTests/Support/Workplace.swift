import Foundation

/// A directory in which a test lets `digits` work, with another beside it for what it says.
struct Workplace {
  /// Where the program runs.
  let path: String
  /// Where the test puts what the program is not to see as its own.
  let aside: String

  init() throws {
    let place = Self.root + "/" + UUID().uuidString
    path = place + "/work"
    aside = place + "/aside"
    for path in [path, aside] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
  }

  /// All files and directories that the program left, sorted.
  var content: [String] {
    get throws { try FileManager.default.subpathsOfDirectory(atPath: path).sorted() }
  }

  /// Path of a file in the directory.
  func file(_ name: String) -> String { path + "/" + name }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }

  func data(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: file(name))) }

  func text(_ name: String) throws -> String { String(decoding: try data(name), as: UTF8.self) }

  /// One directory for all tests of a process; it goes when the process ends.
  private static let root: String = {
    atexit { try? FileManager.default.removeItem(atPath: Workplace.root) }
    return FileManager.default.temporaryDirectory.path
      + "/digits-tests-\(ProcessInfo.processInfo.processIdentifier)"
  }()
}
