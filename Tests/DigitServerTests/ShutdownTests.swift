import Foundation
import RawHTTP
import Testing
import UnixSignals

@testable import DigitServer

/// What becomes of requests when the server shall end.
///
/// One signal ends all servers that listen to it, so one test runs after the other.
@Suite(.serialized) struct ShutdownTests {
  private static let get = "GET /healthz HTTP/1.1\nHost: localhost\n"

  @Test func requestsThatWereBegunAreAnswered() async throws {
    try await withServer(until: [.sigusr1]) {
      // Whatever else this machine does meanwhile.
      $0.headerSeconds = 60
      $0.bodySeconds = 60
      $0.shutdownSeconds = 60
    } clients: { port in
      let sending = try RawClient(port: port)
      sending.send(
        "POST /v1/models/digits:predict HTTP/1.1\nHost: localhost\nContent-Length: 2\n\n{")
      let asking = try RawClient(port: port)
      asking.send(Self.get)
      let idle = try RawClient(port: port)
      idle.send(Self.get + "\n")
      #expect(try idle.answer()?["connection"] == nil)

      kill(getpid(), SIGUSR1)
      // While nobody new shall come, whoever comes is answered, and told.
      var readiness: Answer?
      repeat {
        let client = try RawClient(port: port)
        client.send("GET /readyz HTTP/1.1\nHost: localhost\n\n")
        readiness = try client.answer()
      } while readiness?.status == 200
      #expect(readiness?.status == 503)
      #expect(readiness?["connection"] == "close")
      // Until it closes those that ask nothing.
      #expect(try idle.answer() == nil)
      #expect(idle.isEnded())
      #expect(throws: RawClient.Failure.self) { _ = try RawClient(port: port) }

      sending.send("}")
      let answer = try sending.answer()
      #expect(answer?.error == "Missing 'inputs' or 'instances' key")
      #expect(answer?["connection"] == "close")
      #expect(sending.isEnded())
      asking.send("\n")
      #expect(try asking.answer()?.text == "ok\n")
      #expect(asking.isEnded())
    }
  }

  @Test func whoeverIsSlowDoesNotKeepItFromEnding() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    try await withServer(until: [.sigusr1]) {
      $0.shutdownSeconds = 1
      $0.bodySeconds = 60
    } clients: { port in
      let client = try RawClient(port: port)
      client.send(
        "POST /v1/models/digits:predict HTTP/1.1\nHost: localhost\nContent-Length: 2\n\n{")
      try expectHealthy(port)
      kill(getpid(), SIGUSR1)
      #expect(client.isEnded())
    }
    #expect(start.duration(to: clock.now) < .seconds(20))
  }

  @Test func pagesThatWatchDoNotKeepItFromEnding() async throws {
    try await withServer(until: [.sigusr1]) {
      $0.watchers = 3
      $0.shutdownSeconds = 60
    } clients: { port in
      let watch = "GET /v1/events HTTP/1.1\nHost: localhost\n\n"
      let watching = try (0..<3).map { _ in
        let client = try RawClient(port: port)
        client.send(watch)
        #expect(try client.answer(hasBody: false)?["content-type"] == "text/event-stream")
        #expect(try client.chunk() != nil)
        return client
      }
      try expectRefusal(429, port: port, sending: watch)
      kill(getpid(), SIGUSR1)
      for client in watching {
        // The last piece is the empty one: the answer is whole.
        while try client.chunk() != nil {}
        #expect(client.isEnded())
      }
    }
  }
}
