import Foundation
import RawHTTP
import Synchronization
import Testing

/// `digits serve` as a process.
struct ServeTests {
  private static let predict: String = {
    let row = "[" + Array(repeating: "[0.5]", count: 28).joined(separator: ",") + "]"
    let body =
      "{\"instances\":[[" + Array(repeating: row, count: 28).joined(separator: ",") + "]]}"
    return "POST /v1/models/digits:predict HTTP/1.1\nHost: localhost\n"
      + "Content-Type: application/json\nContent-Length: \(body.utf8.count)\n\n" + body
  }()

  /// Starts it, and waits for its first address.
  static func start(_ arguments: [String], in place: Workplace) throws -> (Program, URL) {
    let program = try Program(["serve", "--port", "0"] + arguments, in: place)
    let isReady = try program.wait { try program.standardOutput.contains("\n") }
    guard isReady, let line = try program.standardOutput.split(separator: "\n").first,
      let url = URL(string: String(line))
    else {
      let outcome = try program.wait()
      throw RawClient.Failure(call: "serve: \(outcome.error)", code: 0)
    }
    return (program, url)
  }

  /// What one client saw.
  private struct Seen {
    var answers = 0
    /// Connections that ended before a byte of the answer to their first request.
    var notAccepted = 0
    /// The same, where requests of that connection had been answered.
    var lost = 0
  }

  /// Asks again and again, until nobody is there.
  private static func ask(
    port: Int, keepsConnection: Bool, onAnswer: () -> Void
  ) throws -> Seen {
    var seen = Seen()
    while let client = try? RawClient(port: port) {
      var isFirst = true
      connection: while true {
        client.send(predict)
        guard let answer = try client.answer() else {
          if isFirst { seen.notAccepted += 1 } else { seen.lost += 1 }
          break connection
        }
        #expect(answer.status == 200, "\(answer.text)")
        isFirst = false
        seen.answers += 1
        onAnswer()
        if !keepsConnection || answer["connection"] == "close" { break connection }
      }
    }
    return seen
  }

  @Test func anEndUnderLoadLosesNoRequest() throws {
    let place = try Workplace()
    let (program, url) = try Self.start([], in: place)
    let port = try #require(url.port)
    let results = Mutex<[Result<Seen, any Error>]>([])
    let answers = Mutex(0)
    let clients = 8
    for number in 0..<clients {
      Thread.detachNewThread {
        let result = Result {
          try Self.ask(port: port, keepsConnection: number % 2 == 0) {
            answers.withLock { $0 += 1 }
          }
        }
        results.withLock { $0.append(result) }
      }
    }
    #expect(program.wait { answers.withLock { $0 } > 200 })
    let readiness = try RawClient(port: port)
    let start = Date()
    program.send(SIGTERM)
    var status = 200
    while status == 200 {
      readiness.send("GET /readyz HTTP/1.1\nHost: localhost\n\n")
      status = try readiness.answer()?.status ?? 0
    }
    #expect(status == 503)
    let outcome = try program.wait()
    #expect(outcome.ending == .exit(0), "\(outcome.error.suffix(500))")
    #expect(Date().timeIntervalSince(start) < 10)
    while results.withLock({ $0.count }) < clients { usleep(2000) }
    let seen = try results.withLock { $0 }.map { try $0.get() }
    #expect(seen.allSatisfy { $0.lost == 0 })
    // At the very end: the system had the connection, the server not yet.
    #expect(seen.allSatisfy { $0.notAccepted <= 1 })
    // What the server took for answered was seen by whoever asked.
    let lines = outcome.error.split(separator: "\n").filter { $0.contains(":predict 200 ") }
    #expect(lines.count == seen.reduce(0) { $0 + $1.answers })
  }

  @Test func aPortThatIsTaken() throws {
    let place = try Workplace()
    let (program, url) = try Self.start([], in: place)
    let port = try #require(url.port)
    let outcome = try Program.run(["serve", "--port", "\(port)", "--data", "other"], in: place)
    expectRefusal(outcome, code: 69, naming: ["\(port)", "127.0.0.1", "--port"])
    program.send(SIGTERM)
    #expect(try program.wait().ending == .exit(0))
  }

  @Test func aFolderThatAnotherServerHas() throws {
    let place = try Workplace()
    let (program, _) = try Self.start(["--data", "own"], in: place)
    let outcome = try Program.run(["serve", "--port", "0", "--data", "own"], in: place)
    expectRefusal(outcome, code: 73, naming: ["own/drawings.bin", "another server", "--data"])
    program.send(SIGTERM)
    #expect(try program.wait().ending == .exit(0))
  }

  @Test(arguments: ["no-such-name.invalid", "203.0.113.7"])
  func aHostThatIsNone(_ host: String) throws {
    let outcome = try Program.run(["serve", "--port", "0", "--host", host], in: try Workplace())
    expectRefusal(outcome, code: 68, naming: [host, "--host"])
  }

  @Test func aModelThatIsNone() throws {
    let place = try Workplace()
    try Data("nonsense".utf8).write(to: URL(filePath: place.file("model")))
    for (path, code) in [("model", Int32(65)), ("nowhere", 66)] {
      let outcome = try Program.run(["serve", "--port", "0", "--model", path], in: place)
      expectRefusal(outcome, code: code, naming: [path])
    }
  }

  @Test(arguments: ["taken", "taken/data"])
  func dataThatCannotBeKept(_ path: String) throws {
    let place = try Workplace()
    try Data().write(to: URL(filePath: place.file("taken")))
    let outcome = try Program.run(["serve", "--port", "0", "--data", path], in: place)
    expectRefusal(outcome, code: 73, naming: [path, "--data"])
    #expect(try place.content == ["taken"])
  }

  @Test func certificatesThatAreNone() throws {
    let place = try Workplace()
    try Data("nonsense".utf8).write(to: URL(filePath: place.file("text")))
    for (path, code) in [("text", Int32(65)), ("nowhere", 66)] {
      let outcome = try Program.run(
        ["serve", "--port", "0", "--certificate", path, "--key", path], in: place)
      expectRefusal(outcome, code: code, naming: [path])
    }
    let outcome = try Program.run(["serve", "--certificate", "text"], in: place)
    expectRefusal(outcome, code: 64, naming: ["--key"])
  }

  @Test func withoutOpenSSLThereIsAWayOut() throws {
    let place = try Workplace()
    let outcome = try Program.run(
      ["serve", "--port", "0", "--tls"], in: place, environment: ["PATH": place.aside])
    expectRefusal(outcome, code: 69, naming: ["openssl", "--certificate"])
  }
}
