internal import Hummingbird
internal import Logging

/// Makes of every error an answer that says what to do.
struct ErrorResponses: RouterMiddleware {
  func handle(
    _ request: Request, context: StudioContext,
    next: (Request, StudioContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch {
      var failure = ServiceError(error)
      if failure.status == .notFound, !(error is ServiceError) {
        failure = .notFound(
          "There is nothing at \(request.uri.path): /openapi.json lists what there is.")
      }
      if failure.status.code >= 500 { context.logger.error("\(error)") }
      return try failure.response(from: request, context: context)
    }
  }
}
