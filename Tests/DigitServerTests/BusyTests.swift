import RawHTTP
import Testing

@testable import DigitServer

/// More work than the server does at once.
@Suite struct BusyTests {
  private static func frame(_ stream: String) -> String {
    "POST /v1/frames?stream=\(stream)&width=2&height=2 HTTP/1.1\nHost: localhost\n"
      + "Content-Type: application/octet-stream\nContent-Length: 4\n\nabcd"
  }

  @Test func oneCameraMoreThanAllowedIsToldToComeBack() async throws {
    try await withServer { port in
      let client = try RawClient(port: port)
      for camera in 0..<64 {
        client.send(Self.frame("camera-\(camera)"))
        #expect(try client.answer()?.status == 200)
      }
      let answer = try expectRefusal(429, port: port, sending: Self.frame("camera-64"))
      #expect(answer?["retry-after"] != nil)
      // Those that are watched already go on.
      client.send(Self.frame("camera-0"))
      #expect(try client.answer()?.status == 200)
    }
  }

  @Test func workBeyondTheQueueIsToldToComeBack() async throws {
    try await withServer {
      $0.waiting = 0
      // All bodies must be there but for their ends, however busy the machine is.
      $0.headerSeconds = 60
      $0.bodySeconds = 60
    } clients: { port in
      let side = 700
      // Grey stripes: something to look at for a while.
      let picture = (0..<side * side).map { UInt8($0 / 7 % 2 == 0 ? 40 : 200) }
      let header =
        "POST /v1/read?width=\(side)&height=\(side) HTTP/1.1\nHost: localhost\n"
        + "Content-Type: application/octet-stream\nContent-Length: \(picture.count)\n\n"
      let clients = try (0..<24).map { _ in try RawClient(port: port) }
      for client in clients {
        client.send(header)
        client.send(Array(picture.dropLast()))
      }
      // Their last bytes come at one moment.
      for client in clients { client.send([0]) }
      let answers = try clients.map { try #require(try $0.answer()) }
      let busy = answers.filter { $0.status == 429 }
      #expect(!busy.isEmpty)
      #expect(busy.allSatisfy { $0["retry-after"] == "1" && $0.error != nil })
      #expect(answers.count { $0.status == 200 } + busy.count == clients.count)
      #expect(answers.contains { $0.status == 200 })
      // They kept their connections, and may try again.
      clients[0].send(header)
      clients[0].send(picture)
      #expect(try clients[0].answer()?.status == 200)
      try expectHealthy(port)
    }
  }
}
