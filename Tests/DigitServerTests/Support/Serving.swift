import Foundation
import NeuralNetwork
import RawHTTP
import Testing
import UnixSignals

@testable import DigitServer

/// Lets clients talk to a server of their own, in this process.
///
/// The clients wait for bytes, so they do it on a thread of their own: Swift's are for the server.
func withServer(
  until signals: [UnixSignal] = [], _ change: (inout ServerLimits) -> Void = { _ in },
  clients: @escaping @Sendable (_ port: Int) throws -> Void
) async throws {
  var configuration = DigitServer.Configuration(port: 0)
  configuration.isQuiet = true
  let folder = FileManager.default.temporaryDirectory.path + "/digits-\(UUID().uuidString)"
  configuration.dataFolder = folder
  defer { try? FileManager.default.removeItem(atPath: folder) }
  change(&configuration.limits)
  let server = try DigitServer(configuration, model: try smallModel())
  let (ports, port) = AsyncStream.makeStream(of: Int.self)
  let running = Task {
    defer { port.finish() }
    try await server.run(until: signals) { urls in
      port.yield(urls.first?.port ?? 0)
      port.finish()
    }
  }
  for await port in ports {
    let outcome = await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: Result { try clients(port) }) }
    }
    // One that a signal ends must end by itself, and well.
    if signals.isEmpty || (try? outcome.get()) == nil {
      running.cancel()
      _ = await running.result
    }
    try outcome.get()
    if !signals.isEmpty { try await running.value }
    return
  }
  // It did not start: this throws why.
  try await running.value
}

/// A network that knows nothing, but answers.
func smallModel() throws -> Sequential {
  try Sequential(input: [28, 28, 1]) {
    Flatten()
    Dense(units: 10)
  }
}

/// That a server goes on serving, whatever happened before.
func expectHealthy(_ port: Int, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let client = try RawClient(port: port)
  client.send("GET /healthz HTTP/1.1\nHost: localhost\n\n")
  let answer = try client.answer()
  #expect(answer?.status == 200, sourceLocation: sourceLocation)
  #expect(answer?.text == "ok\n", sourceLocation: sourceLocation)
}

/// What a client gets for some text: an answer with a code and, where it is an error, a sentence.
@discardableResult
func expectRefusal(
  _ status: Int, port: Int, sending text: String, ends: Bool = false,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> Answer? {
  let client = try RawClient(port: port)
  client.send(text)
  let answer = try client.answer()
  #expect(answer?.status == status, "\(text.prefix(200))", sourceLocation: sourceLocation)
  #expect(
    answer?.error?.isEmpty == false, "\(answer?.text ?? "")", sourceLocation: sourceLocation)
  if ends {
    #expect(answer?["connection"] == "close", sourceLocation: sourceLocation)
    #expect(client.isEnded(), sourceLocation: sourceLocation)
  }
  try expectHealthy(port, sourceLocation: sourceLocation)
  return answer
}
