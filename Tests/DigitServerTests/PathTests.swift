import RawHTTP
import Testing

@testable import DigitServer

/// Paths that try to lead somewhere else.
@Suite struct PathTests {
  @Test(arguments: [
    "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "//etc/passwd",
    "/js/../../../etc/passwd", "/js/..%5c..%5cetc", "/./", "/healthz/", "/healthz%00",
    "/healthz/..", "/%", "/%zz", "/v1/models/..", "/v1/models/%2e%2e/metadata", "/v1/models/",
    "/v1/models/" + String(repeating: "x", count: 5000), "/" + String(repeating: "/", count: 5000),
    "/" + String(repeating: "%2e%2e%2f", count: 500), "/?" + String(repeating: "&", count: 5000),
    "/;/healthz", "/index.html/../../x",
  ])
  func trickyPathsLeadNowhere(_ path: String) async throws {
    try await withServer { port in
      let client = try RawClient(port: port)
      client.send("GET \(path) HTTP/1.1\nHost: localhost\n\n")
      let answer = try #require(try client.answer())
      if answer.status == 200 {
        // The same path, written otherwise: what is there for everybody.
        #expect(
          ["/./", "/healthz/", "/v1/models/"].contains(path) || path.hasPrefix("/?")
            || path.hasPrefix("//"),
          "\(path)")
      } else {
        #expect([400, 404].contains(answer.status), "\(answer.status)")
        #expect((1..<600).contains(answer.error?.count ?? 0))
      }
      #expect(!answer.text.contains("root:"))
      try expectHealthy(port)
    }
  }

  @Test(arguments: [
    "/health\u{0}z", "/healthz\u{1}", "/h\u{e9}", "/\u{9b}31m", "healthz", "*", "?x",
  ])
  func pathsOfOtherCharactersAreNone(_ path: String) async throws {
    try await withServer { port in
      try expectRefusal(
        400, port: port, sending: "GET \(path) HTTP/1.1\nHost: localhost\n\n", ends: true)
    }
  }

  @Test func aWholeAddressIsTakenIfItIsThisServers() async throws {
    try await withServer { port in
      let client = try RawClient(port: port)
      client.send("GET http://localhost:\(port)/healthz HTTP/1.1\nHost: localhost:\(port)\n\n")
      #expect(try client.answer()?.text == "ok\n")
      for address in [
        "http://example.org/healthz", "http://localhost.example.org/", "ftp://localhost/",
      ] {
        try expectRefusal(
          400, port: port, sending: "GET \(address) HTTP/1.1\nHost: localhost\n\n", ends: true)
      }
      try expectRefusal(
        400, port: port, sending: "CONNECT example.org:443 HTTP/1.1\nHost: localhost\n\n")
    }
  }
}
