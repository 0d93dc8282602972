internal import Hummingbird
internal import ServiceLifecycle

/// The first to learn that the server shall end.
///
/// For a moment everything is still answered, while readiness is off and every answer asks its client to
/// connect anew elsewhere: so no request is on its way to a connection that is being closed.
struct Draining: Service {
  let readiness: Readiness
  static let moment = Duration.milliseconds(500)

  func run() async throws {
    try await gracefulShutdown()
    readiness.drain()
    // Not cancelled: the moment is what it is for.
    try? await Task.sleep(for: Self.moment)
  }
}
