import RawHTTP
import Testing

@testable import DigitServer

/// What happens to connections that are slow, silent or many.
@Suite struct ConnectionTests {
  @Test func aHeaderThatComesByteByByteIsToldThatItTookTooLong() async throws {
    try await withServer {
      $0.headerSeconds = 0.4
    } clients: { port in
      let client = try RawClient(port: port)
      client.sendSlowly(
        "GET /healthz HTTP/1.1\nHost: localhost\nX: \(String(repeating: "x", count: 900))",
        pause: 0.02)
      let answer = try client.answer()
      #expect(answer?.status == 408)
      #expect(answer?.error == "The request did not come within 0.4 seconds.")
      #expect(client.isEnded())
      try expectHealthy(port)
      let watcher = try RawClient(port: port)
      watcher.send("GET /metrics HTTP/1.1\nHost: localhost\n\n")
      let metrics = try #require(try watcher.answer()?.text)
      #expect(
        metrics.contains(#"http_requests_total{method="other",route="refused",code="408"} 1"#))
    }
  }

  @Test func theSecondHeaderOfAConnectionIsTimedAsTheFirst() async throws {
    try await withServer {
      $0.headerSeconds = 0.4
    } clients: { port in
      let client = try RawClient(port: port)
      client.send("GET /healthz HTTP/1.1\nHost: localhost\n\n")
      #expect(try client.answer()?.status == 200)
      client.send("GET /healthz HTTP/1.1\n")
      #expect(try client.answer()?.status == 408)
      #expect(client.isEnded())
      try expectHealthy(port)
    }
  }

  @Test func aConnectionThatSaysNothingIsClosedWithoutAWord() async throws {
    try await withServer {
      $0.headerSeconds = 0.3
    } clients: { port in
      let client = try RawClient(port: port)
      #expect(try client.answer() == nil)
      #expect(client.isEnded())
      try expectHealthy(port)
    }
  }

  @Test func anIdleConnectionIsClosedAfterItsTime() async throws {
    try await withServer {
      $0.idleSeconds = 0.4
    } clients: { port in
      let client = try RawClient(port: port)
      client.send("GET /healthz HTTP/1.1\nHost: localhost\n\n")
      #expect(try client.answer()?.status == 200)
      #expect(client.isEnded())
      try expectHealthy(port)
    }
  }

  @Test func connectionsBeyondTheLimitWaitForOthersToEnd() async throws {
    try await withServer {
      $0.connections = 4
      $0.headerSeconds = 0.5
    } clients: { port in
      let halfOpen = try (0..<12).map { _ in try RawClient(port: port) }
      for client in halfOpen { client.send("GET /") }
      try expectHealthy(port)
      for client in halfOpen { #expect(try client.answer()?.status == 408) }
    }
  }

  @Test func aClientThatTakesNothingOfItsAnswersIsGivenUp() async throws {
    try await withServer {
      $0.takingSeconds = 0.5
      $0.connections = 1
    } clients: { port in
      let client = try RawClient(port: port, seconds: 2)
      // More answers than the system keeps for whoever does not read, until requests are not taken.
      let requests = String(repeating: "GET /metrics HTTP/1.1\nHost: localhost\n\n", count: 1000)
      while client.send(requests) {}
      // It has the only connection until it is given up.
      try expectHealthy(port)
    }
  }

  @Test func halfARequestIsTold() async throws {
    try await withServer { port in
      let client = try RawClient(port: port)
      client.send("GET /healthz HTTP/1.1\nHost: loc")
      client.closeOutput()
      #expect(try client.answer()?.status == 400)
      #expect(client.isEnded())
      try expectHealthy(port)
    }
  }

  @Test func whoeverSaysThatNothingMoreComesIsAnswered() async throws {
    try await withServer { port in
      let client = try RawClient(port: port)
      client.send("GET /healthz HTTP/1.1\nHost: localhost\n\n")
      client.closeOutput()
      #expect(try client.answer()?.text == "ok\n")
      #expect(client.isEnded())
      try expectHealthy(port)
    }
  }
}
