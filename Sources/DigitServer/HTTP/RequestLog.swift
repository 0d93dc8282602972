internal import Hummingbird
internal import Logging

/// One line a request, and its place in the metrics.
///
///     POST /v1/read 200 8.4 ms 127.0.0.1
struct RequestLog: RouterMiddleware {
  let metrics: ServerMetrics
  let readiness: Readiness
  let logger: Logger

  func handle(
    _ request: Request, context: StudioContext,
    next: (Request, StudioContext) async throws -> Response
  ) async throws -> Response {
    let clock = ContinuousClock()
    let start = clock.now
    metrics.began()
    var response = try await next(request, context)
    let seconds = start.duration(to: clock.now) / .seconds(1)
    let code = response.status.code
    metrics.answered(
      method: Self.methods.contains(request.method) ? request.method.rawValue : "other",
      route: context.endpointPath ?? "none", code: code, seconds: seconds)
    // Whoever keeps a connection is asked to let it go before the server does.
    if readiness.isDraining { response.headers[.connection] = "close" }
    let address = context.remoteAddress
    logger.log(
      level: code >= 500 ? .error : .info,
      // Made only if it is written: it takes longer than a small answer.
      "\(request.method.rawValue) \(request.uri.path.prefix(200)) \(code) \(Self.milliseconds(seconds)) ms \(address?.ipAddress ?? "-")"
    )
    return response
  }

  /// One line for a request that was not even looked at, and its place.
  func refused(_ refusal: Refusal, address: String?) {
    metrics.refused(code: refusal.status.code)
    logger.info("refused \(refusal.status.code) \(address ?? "-"): \(refusal.message)")
  }

  /// To a tenth.
  private static func milliseconds(_ seconds: Double) -> Double {
    (seconds * 10_000).rounded() / 10
  }

  private static let methods: Set<HTTPRequest.Method> = [
    .get, .head, .post, .put, .delete, .options, .patch,
  ]
}
