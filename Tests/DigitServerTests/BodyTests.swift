import Foundation
import RawHTTP
import Testing

@testable import DigitServer

/// Bodies that are too large, too slow, too deep or of the wrong kind.
@Suite struct BodyTests {
  private static let predict = "POST /v1/models/digits:predict HTTP/1.1\nHost: localhost\n"

  @Test func anAnnouncedBodyThatIsTooLargeIsNotWaitedFor() async throws {
    try await withServer {
      $0.jsonBytes = 1000
      $0.pictureBytes = 2000
    } clients: { port in
      for length in ["1001", "2001", "9223372036854775807"] {
        try expectRefusal(
          413, port: port, sending: Self.predict + "Content-Length: \(length)\n\n", ends: true)
      }
    }
  }

  @Test func aBodyWithoutEndIsEnded() async throws {
    try await withServer {
      $0.jsonBytes = 1 << 16
      $0.pictureBytes = 1 << 17
    } clients: { port in
      let client = try RawClient(port: port)
      client.send(Self.predict + "Transfer-Encoding: chunked\n\n")
      let piece = "1000\n" + String(repeating: " ", count: 0x1000) + "\n"
      // What comes after the answer is thrown away for a second, and then the connection is gone.
      let clock = ContinuousClock()
      let time = clock.measure { while client.send(piece) {} }
      #expect(time < .seconds(10))
      try expectHealthy(port)
    }
  }

  @Test func whoeverSendsALittleTooMuchHearsIt() async throws {
    try await withServer {
      $0.jsonBytes = 1 << 12
      $0.pictureBytes = 1 << 20
    } clients: { port in
      let client = try RawClient(port: port)
      client.send(Self.predict + "Transfer-Encoding: chunked\n\n")
      let piece = "1000\n" + String(repeating: " ", count: 0x1000) + "\n"
      for _ in 0..<20 { client.send(piece) }
      let answer = try client.answer()
      #expect(answer?.status == 413)
      #expect(answer?["connection"] == "close")
      #expect(client.isEnded())
      try expectHealthy(port)
    }
  }

  /// A path that takes no body must not be a way to send one without end.
  @Test func aBodyThatNobodyReadsIsLimitedToo() async throws {
    try await withServer {
      $0.jsonBytes = 1 << 16
      $0.pictureBytes = 1 << 17
    } clients: { port in
      let client = try RawClient(port: port)
      client.send("GET /healthz HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n")
      #expect(try client.answer()?.status == 200)
      let piece = "1000\n" + String(repeating: " ", count: 0x1000) + "\n"
      // What comes after the answer is thrown away for a second, and then the connection is gone.
      let clock = ContinuousClock()
      let time = clock.measure { while client.send(piece) {} }
      #expect(time < .seconds(10))
      try expectHealthy(port)
    }
  }

  @Test func aBodyThatIsSlowerThanItsTimeIsTold() async throws {
    try await withServer {
      $0.bodySeconds = 0.4
    } clients: { port in
      let client = try RawClient(port: port)
      client.send(Self.predict + "Content-Length: 1000\n\n")
      client.sendSlowly(String(repeating: " ", count: 900), pause: 0.02)
      #expect(try client.answer()?.status == 408)
      #expect(client.isEnded())
      try expectHealthy(port)
    }
  }

  /// An answer is given once: what is not read of the body in time ends the connection without another.
  @Test func aSlowBodyThatNobodyReadsEndsTheConnection() async throws {
    try await withServer {
      $0.bodySeconds = 0.4
    } clients: { port in
      let client = try RawClient(port: port)
      client.send("GET /healthz HTTP/1.1\nHost: localhost\nContent-Length: 1000\n\n")
      #expect(try client.answer()?.status == 200)
      #expect(client.isEnded())
      try expectHealthy(port)
    }
  }

  @Test func deepJSONIsRefused() async throws {
    try await withServer { port in
      for depth in [9, 100_000] {
        for key in ["instances", "inputs", "other"] {
          let body = "{\"\(key)\":" + String(repeating: "[", count: depth)
          let answer = try expectRefusal(
            400, port: port, sending: Self.predict + "Content-Length: \(body.utf8.count)\n\n" + body
          )
          #expect(answer?.error?.contains("deep") == true, "\(answer?.error ?? "")")
        }
      }
    }
  }

  @Test func theWrongKindOfBodyIsRefused() async throws {
    try await withServer { port in
      try expectRefusal(
        415, port: port, sending: Self.predict + "Content-Type: text/xml\nContent-Length: 2\n\n{}")
      for path in ["/v1/read", "/v1/frames?stream=a&width=2&height=2"] {
        for type in ["Content-Type: text/html\n", "Content-Type: application/json\n", ""] {
          try expectRefusal(
            415, port: port,
            sending: "POST \(path) HTTP/1.1\nHost: localhost\n\(type)Content-Length: 4\n\nabcd")
        }
      }
    }
  }

  @Test func bodiesTogetherHaveALimit() async throws {
    try await withServer {
      $0.jsonBytes = 1000
      $0.pictureBytes = 1000
      $0.bodyBytesInFlight = 1500
    } clients: { port in
      let first = try RawClient(port: port)
      first.send(Self.predict + "Content-Length: 1000\n\n" + String(repeating: " ", count: 950))
      // Should a second come before it, the first is the one that there is no room for.
      usleep(200_000)
      var answer: Answer?
      for _ in 0..<200 where answer?.status != 429 {
        let second = try RawClient(port: port)
        second.send(Self.predict + "Content-Length: 600\n\n" + String(repeating: " ", count: 600))
        answer = try second.answer()
      }
      #expect(answer?.status == 429)
      #expect(answer?["retry-after"] == "1")
      first.send(String(repeating: " ", count: 50))
      #expect(try first.answer()?.status == 400)
      try expectHealthy(port)
    }
  }
}
