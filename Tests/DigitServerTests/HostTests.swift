import RawHTTP
import Testing

@testable import DigitServer

/// Requests that a stranger's page makes through the user's browser.
@Suite struct HostTests {
  @Test(arguments: [
    "localhost", "LOCALHOST", "127.0.0.1", "127.0.0.1:8080", "192.168.1.2", "[::1]", "[::1]:8080",
  ])
  func thisMachineIsAnswered(_ host: String) async throws {
    try await withServer { port in
      let client = try RawClient(port: port)
      client.send("GET /healthz HTTP/1.1\nHost: \(host)\n\n")
      #expect(try client.answer()?.status == 200)
    }
  }

  @Test(arguments: [
    "example.org", "localhost.example.org", "example.org:8080", "127.0.0.1.example.org",
    "1.2.3.4.5", "256.1.1.1", "localhost.", "127.1",
  ])
  func aStrangersNameIsTurnedAway(_ host: String) async throws {
    try await withServer { port in
      for path in ["/healthz", "/", "/v1/models/digits", "/nothing"] {
        try expectRefusal(421, port: port, sending: "GET \(path) HTTP/1.1\nHost: \(host)\n\n")
      }
    }
  }

  @Test(arguments: [
    "", "Host: localhost\nHost: localhost\n", "Host: localhost\nHOST: example.org\n", "Host:\n",
    "Host: localhost:99999\n", "Host: localhost:\n", "Host: a b\n", "Host: localhost:80:80\n",
    "Host: [::1\n", "Host: [example.org]\n",
  ])
  func oneGoodHostIsExpected(_ fields: String) async throws {
    try await withServer { port in
      let client = try RawClient(port: port)
      client.send("GET /healthz HTTP/1.1\n\(fields)\n")
      let answer = try client.answer()
      #expect([400, 421].contains(answer?.status), "\(fields)")
      #expect(answer?.error != nil)
      try expectHealthy(port)
    }
  }

  @Test(arguments: [
    "http://example.org", "null", "https://localhost.example.org", "http://localhost:1",
    "file://", "http://localhost@example.org",
  ])
  func aStrangersPageIsTurnedAway(_ origin: String) async throws {
    try await withServer { port in
      for method in ["GET", "POST", "OPTIONS"] {
        let answer = try expectRefusal(
          403, port: port,
          sending:
            "\(method) /v1/models/digits HTTP/1.1\nHost: localhost:\(port)\nOrigin: \(origin)\n"
            + "Content-Length: 0\n\n")
        #expect(answer?["access-control-allow-origin"] == nil)
      }
    }
  }

  @Test func ownPagesAreAnswered() async throws {
    try await withServer { port in
      for scheme in ["http", "https"] {
        let client = try RawClient(port: port)
        client.send(
          "GET /healthz HTTP/1.1\nHost: localhost:\(port)\nOrigin: \(scheme)://localhost:\(port)\n\n"
        )
        #expect(try client.answer()?.status == 200)
      }
    }
  }

  /// A picture on a stranger's page is asked for without an `Origin`.
  @Test func aStrangersPictureIsNotServed() async throws {
    try await withServer { port in
      for (place, status) in [("image", 403), ("empty", 403), ("document", 200)] {
        let client = try RawClient(port: port)
        client.send(
          "GET /healthz HTTP/1.1\nHost: localhost\nSec-Fetch-Site: cross-site\n"
            + "Sec-Fetch-Dest: \(place)\n\n")
        #expect(try client.answer()?.status == status)
      }
    }
  }
}
