import RawHTTP
import Testing

@testable import DigitServer

/// Other protocols, and other readings of this one.
@Suite struct ProtocolTests {
  private static let get = "GET /healthz HTTP/1.1\nHost: localhost\n"

  @Test(arguments: [
    "Connection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\n"
      + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n",
    "Connection: Upgrade, HTTP2-Settings\nUpgrade: h2c\nHTTP2-Settings: AAMAAABkAAQAAP__\n",
    "Upgrade: TLS/1.0\n",
  ])
  func anotherProtocolIsNotSpoken(_ fields: String) async throws {
    try await withServer { port in
      let client = try RawClient(port: port)
      client.send(Self.get + fields + "\n")
      let answer = try client.answer()
      // Answered as if it had not asked, which every client must expect; then there is no guessing.
      #expect(answer?.status == 200)
      #expect(answer?["upgrade"] == nil)
      #expect(answer?["connection"] == "close")
      client.send("PRI * HTTP/2.0\n\nSM\n\n")
      #expect(client.isEnded())
      try expectHealthy(port)
    }
  }

  @Test(arguments: [
    "PRI * HTTP/2.0\n\nSM\n\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{fc}\u{3}\u{3}",
    "SSH-2.0-OpenSSH_9.2\n",
  ])
  func otherProtocolsAreNotTakenForRequests(_ text: String) async throws {
    try await withServer { port in
      try expectRefusal(400, port: port, sending: text, ends: true)
    }
  }

  @Test(arguments: [
    "Content-Length: 5\nTransfer-Encoding: chunked\n\n0\n\n",
    "Transfer-Encoding: chunked\nContent-Length: 5\n\n0\n\n",
    "Content-Length: 4\nContent-Length: 5\n\nabcde", "Content-Length: 4, 5\n\nabcde",
    "Content-Length: +4\n\nabcd", "Content-Length: -1\n\n", "Content-Length: 0x4\n\nabcd",
    "Content-Length: 4 4\n\nabcd", "Content-Length: 99999999999999999999\n\nabcd",
    "Content-Length: \n\nabcd", "Transfer-Encoding: chunked, identity\n\n0\n\n",
    "Transfer-Encoding: xchunked\n\n0\n\n", "Transfer-Encoding : chunked\n\n0\n\n",
    "Transfer-Encoding: chunked\n\nz\n\n", "Transfer-Encoding: chunked\n\n-1\n\n",
    "Transfer-Encoding: chunked\n\nffffffffffffffffff\n\n",
    "Transfer-Encoding: chunked\n\n4\nabcdefgh\n0\n\n",
    "Transfer-Encoding: chunked\n\n0x4\nabcd\n0\n\n",
  ])
  func aRequestWhoseEndIsInDoubtEndsTheConnection(_ rest: String) async throws {
    try await withServer { port in
      let client = try RawClient(port: port)
      // What a proxy that reads it otherwise would let through.
      client.send(
        "POST /v1/models/digits:predict HTTP/1.1\nHost: localhost\n" + rest
          + "GET /metrics HTTP/1.1\nHost: localhost\n\n")
      let answer = try client.answer()
      #expect(answer?.status == 400)
      #expect(answer?["connection"] == "close")
      #expect(try client.answer() == nil)
      try expectHealthy(port)
    }
  }

  @Test func requestsThatComeTogetherAreAnsweredInTurn() async throws {
    try await withServer { port in
      let client = try RawClient(port: port)
      client.send(Self.get + "\nGET /nothing HTTP/1.1\nHost: localhost\n\n" + Self.get + "\n")
      #expect(try client.answer()?.status == 200)
      #expect(try client.answer()?.status == 404)
      #expect(try client.answer()?.status == 200)
      let many = 500
      client.send(String(repeating: Self.get + "\n", count: many))
      for _ in 0..<many { #expect(try client.answer()?.status == 200) }
      try expectHealthy(port)
    }
  }

  @Test func requestsBeforeAWrongOneAreAnswered() async throws {
    try await withServer { port in
      let client = try RawClient(port: port)
      client.send(Self.get + "\n" + Self.get + "\nnonsense\n\n" + Self.get + "\n")
      #expect(try client.answer()?.status == 200)
      #expect(try client.answer()?.status == 200)
      #expect(try client.answer()?.status == 400)
      #expect(client.isEnded())
      try expectHealthy(port)
    }
  }

  @Test func theLastRequestOfAConnectionIsTheLast() async throws {
    try await withServer { port in
      let client = try RawClient(port: port)
      client.send(Self.get + "\n" + Self.get + "Connection: close\n\n" + Self.get + "\n")
      #expect(try client.answer()?["connection"] == nil)
      #expect(try client.answer()?["connection"] == "close")
      #expect(try client.answer() == nil)
      #expect(client.isEnded())
    }
  }

  @Test func anOlderClientSeesTheEndOfItsAnswer() async throws {
    try await withServer { port in
      let client = try RawClient(port: port)
      client.send("GET /healthz HTTP/1.0\nHost: localhost\n\n")
      #expect(try client.answer()?.text == "ok\n")
      #expect(client.isEnded())
    }
  }

  @Test func aBodyIsAskedFor() async throws {
    try await withServer {
      $0.jsonBytes = 100
      $0.pictureBytes = 100
    } clients: { port in
      let header =
        "POST /v1/models/digits:predict HTTP/1.1\nHost: localhost\nExpect: 100-continue\n"
      let client = try RawClient(port: port)
      client.send(header + "Content-Length: 2\n\n")
      #expect(try client.answer()?.status == 100)
      client.send("{}")
      #expect(try client.answer()?.error == "Missing 'inputs' or 'instances' key")
      // One that is too large is not asked for.
      try expectRefusal(413, port: port, sending: header + "Content-Length: 101\n\n", ends: true)
    }
  }

  @Test func anAnswerToHeadHasNoBody() async throws {
    try await withServer { port in
      let client = try RawClient(port: port)
      for (path, status) in [("/healthz", 200), ("/nothing", 404), ("/v1/read", 405), ("/", 200)] {
        client.send("HEAD \(path) HTTP/1.1\nHost: localhost\n\n")
        let answer = try client.answer(hasBody: false)
        #expect(answer?.status == status, "\(path)")
        #expect(answer?["content-length"].flatMap { Int($0) } ?? 0 > 0, "\(path)")
      }
      // Nothing is left over that would be taken for the next answer.
      client.send(Self.get + "\n")
      #expect(try client.answer()?.text == "ok\n")
    }
  }

  @Test func whatIsMissingIsNamed() async throws {
    try await withServer { port in
      let answer = try expectRefusal(
        404, port: port, sending: "DELETE /v1/drawings/99 HTTP/1.1\nHost: localhost\n\n")
      #expect(answer?.error == "There is no drawing 99.")
      let body = #"{"resume":"nope"}"#
      let training = try expectRefusal(
        404, port: port,
        sending: "POST /v1/training HTTP/1.1\nHost: localhost\nContent-Type: application/json\n"
          + "Content-Length: \(body.utf8.count)\n\n\(body)")
      #expect(training?.error?.contains("nope") == true)
    }
  }

  @Test func otherMethodsAreToldWhichThereAre() async throws {
    try await withServer { port in
      for (method, path, allowed) in [
        ("OPTIONS", "/healthz", "GET, HEAD"), ("DELETE", "/v1/read", "POST"),
        ("TRACE", "/", "GET, HEAD"), ("PUT", "/v1/models/digits", "GET, HEAD, POST"),
      ] {
        let answer = try expectRefusal(
          405, port: port, sending: "\(method) \(path) HTTP/1.1\nHost: localhost\n\n")
        #expect(answer?["allow"] == allowed)
        #expect(answer?["access-control-allow-origin"] == nil)
      }
      try expectRefusal(404, port: port, sending: "OPTIONS * HTTP/1.1\nHost: localhost\n\n")
    }
  }
}
