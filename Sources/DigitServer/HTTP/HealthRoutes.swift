internal import Hummingbird

/// What watches over a server asks: is it alive, does it take requests, what did it do.
struct HealthRoutes {
  let readiness: Readiness
  let metrics: ServerMetrics

  func add(to router: Router<StudioContext>) {
    router.get("healthz") { _, _ in "ok\n" }
    router.get("readyz") { _, _ in
      guard readiness.isReady else {
        throw ServiceError(.serviceUnavailable, "The server is not ready.")
      }
      return "ready\n"
    }
    router.get("metrics") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: .init(byteBuffer: ByteBuffer(string: metrics.text)))
    }
  }
}
