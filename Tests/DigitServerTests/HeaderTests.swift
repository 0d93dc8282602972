import Testing

@testable import DigitServer

/// Headers that are too large, or none.
@Suite struct HeaderTests {
  @Test func tenThousandFieldsAreTooMany() async throws {
    try await withServer { port in
      let fields = (0..<10_000).map { "X-\($0): 1\n" }.joined()
      try expectRefusal(
        431, port: port, sending: "GET /healthz HTTP/1.1\nHost: localhost\n\(fields)\n", ends: true)
    }
  }

  @Test func asManyFieldsAsAllowedAreTaken() async throws {
    try await withServer {
      $0.headerFields = 10
    } clients: { port in
      let fields = (1..<10).map { "X-\($0): 1\n" }.joined()
      let client = try RawClient(port: port)
      client.send("GET /healthz HTTP/1.1\nHost: localhost\n\(fields)\n")
      #expect(try client.answer()?.status == 200)
      try expectRefusal(
        431, port: port, sending: "GET /healthz HTTP/1.1\nHost: localhost\n\(fields)Y: 1\n\n",
        ends: true)
    }
  }

  @Test func oneHugeFieldIsTooLarge() async throws {
    try await withServer { port in
      let field = "X: " + String(repeating: "x", count: 1 << 20)
      try expectRefusal(
        431, port: port, sending: "GET /healthz HTTP/1.1\nHost: localhost\n\(field)\n\n",
        ends: true)
    }
  }

  @Test func fieldsAreLimitedTogetherToo() async throws {
    try await withServer { port in
      let field = "X: " + String(repeating: "x", count: 1000) + "\n"
      let fields = String(repeating: field, count: 20)
      try expectRefusal(
        431, port: port, sending: "GET /healthz HTTP/1.1\nHost: localhost\n\(fields)\n",
        ends: true)
    }
  }

  @Test func aPathOfAMegabyteIsTooLong() async throws {
    try await withServer { port in
      let path = "/" + String(repeating: "x", count: 1 << 20)
      try expectRefusal(
        414, port: port, sending: "GET \(path) HTTP/1.1\nHost: localhost\n\n", ends: true)
    }
  }

  @Test(arguments: [
    "GET\n\n", "GET /healthz\n\n", "\u{0}\u{1}\u{2}\n\n", "HELLO /healthz HTTP/1.1\n\n",
    "GET /healthz HTTP/1.1\nHost localhost\n\n", "GET /healthz HTTP/1.1\n Host: localhost\n\n",
    "GET /healthz HTTP/1.1\nHost: localhost\nX : 1\n\n", "GET /healthz HTTP/9.9\n\n",
    "GET /healthz HTTP/1.1\nHost: localhost\n: 1\n\n",
    "GET /healthz HTTP/1.1\nHost: localhost\nX: \u{0}\n\n",
    "GET  /healthz HTTP/1.1\nHost: localhost\n\n", "{\"instances\": []}\n\n",
  ])
  func whatIsNoRequestIsTold(_ text: String) async throws {
    try await withServer { port in
      try expectRefusal(400, port: port, sending: text, ends: true)
    }
  }

  @Test func emptyLinesBeforeARequestAreTimedAsAHeader() async throws {
    try await withServer {
      $0.headerSeconds = 0.4
    } clients: { port in
      let client = try RawClient(port: port)
      client.sendSlowly(String(repeating: "\n", count: 900), pause: 0.02)
      #expect(try client.answer()?.status == 408)
      try expectHealthy(port)
    }
  }
}
