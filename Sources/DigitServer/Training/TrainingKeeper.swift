internal import ServiceLifecycle

/// Ends a training that is under way when the server ends, so that it can go on with the next one.
struct TrainingKeeper: Service {
  let center: TrainingCenter

  func run() async throws {
    try await gracefulShutdown()
    await center.interrupt()
  }
}
