import Foundation
import Testing

/// `digits` at work.
///
/// It writes into files, so that it never waits for a test to read.
final class Program {
  /// How it ended and what it said.
  struct Outcome: Equatable {
    let ending: Ending
    let output: String
    let error: String
  }

  enum Ending: Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  private let process = Process()
  private let output, error: String
  private let handles: [FileHandle]
  private let deadline = Date() + 120

  /// Starts it.
  ///
  /// - Parameters:
  ///   - terminal: What it has in place of files for standard output and error.
  ///   - shell: A line of `sh` that starts it as `"$@"`.
  init(
    _ arguments: [String], in place: Workplace, environment: [String: String] = [:],
    terminal: FileHandle? = nil, shell: String? = nil
  ) throws {
    let name = UUID().uuidString
    output = place.aside + "/" + name + ".out"
    error = place.aside + "/" + name + ".err"
    handles = try [output, error].map { path in
      try Data().write(to: URL(filePath: path))
      return try FileHandle(forWritingTo: URL(filePath: path))
    }
    if let shell {
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", shell, "sh", Self.executable] + arguments
    } else {
      process.executableURL = URL(filePath: Self.executable)
      process.arguments = arguments
    }
    process.currentDirectoryURL = URL(filePath: place.path)
    var inherited = ProcessInfo.processInfo.environment
    inherited["NO_COLOR"] = nil
    inherited["TERM"] = "xterm-256color"
    process.environment = inherited.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = terminal ?? handles[0]
    process.standardError = terminal ?? handles[1]
    try process.run()
  }

  var identifier: Int32 { process.processIdentifier }

  /// What it said so far.
  var standardOutput: String { get throws { try String(contentsOfFile: output, encoding: .utf8) } }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits until a condition holds, or the program has ended.
  ///
  /// - Returns: Whether the condition holds.
  func wait(until condition: () throws -> Bool) rethrows -> Bool {
    while process.isRunning, Date() < deadline {
      if try condition() { return true }
      usleep(2000)
    }
    return try condition()
  }

  /// Waits for its end, and brings that about after two minutes.
  func wait() throws -> Outcome {
    while process.isRunning, Date() < deadline { usleep(2000) }
    if process.isRunning { send(SIGKILL) }
    process.waitUntilExit()
    for handle in handles { try handle.close() }
    let status = process.terminationStatus
    return Outcome(
      ending: process.terminationReason == .exit ? .exit(status) : .signal(status),
      output: try String(contentsOfFile: output, encoding: .utf8),
      error: try String(contentsOfFile: error, encoding: .utf8))
  }

  /// Starts it and waits for its end.
  static func run(
    _ arguments: [String], in place: Workplace, environment: [String: String] = [:],
    shell: String? = nil
  ) throws -> Outcome {
    try Program(arguments, in: place, environment: environment, shell: shell).wait()
  }

  /// The one that `DIGITS_PROGRAM` names, or that beside the tests.
  private static let executable: String = {
    if let path = ProcessInfo.processInfo.environment["DIGITS_PROGRAM"] { return path }
    let tests = Bundle(for: Program.self).bundleURL
    let folder = tests.pathExtension == "xctest" ? tests.deletingLastPathComponent() : tests
    return folder.appending(path: "digits").path
  }()
}

/// The one sentence for an input that cannot be used: on standard error, with a code of `sysexits`,
/// and nothing else anywhere.
func expectRefusal(
  _ outcome: Program.Outcome, code: Int32, naming words: [String],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(outcome.ending == .exit(code), "\(outcome.error)", sourceLocation: sourceLocation)
  #expect(outcome.output == "", sourceLocation: sourceLocation)
  let lines = outcome.error.split(separator: "\n", omittingEmptySubsequences: false)
  #expect(lines.count == 2 && lines.last == "", "\(outcome.error)", sourceLocation: sourceLocation)
  #expect(
    outcome.error.wholeMatch(of: /Error: .+[.?]\n/) != nil, "\(outcome.error)",
    sourceLocation: sourceLocation)
  for word in words {
    #expect(outcome.error.contains(word), sourceLocation: sourceLocation)
  }
}
