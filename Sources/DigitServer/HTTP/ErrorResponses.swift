internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// Makes of every error an answer that says what to do.
struct ErrorResponses: RouterMiddleware {
  let paths: KnownPaths

  func handle(
    _ request: Request, context: StudioContext,
    next: (Request, StudioContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch {
      var failure = ServiceError(error)
      // The router's own: it knows no such path, or not with this method.
      if failure.status == .notFound, error is HTTPError { failure = notFound(request) }
      if failure.status.code >= 500 { context.logger.error("\(error)") }
      let response = try failure.response(from: request, context: context)
      return request.method == .head ? response.createHeadResponse() : response
    }
  }

  private func notFound(_ request: Request) -> ServiceError {
    let path = request.uri.path.prefix(200)
    let methods = paths.methods(at: request.uri.path)
    guard !methods.isEmpty else {
      return .notFound("There is nothing at \(path): /openapi.json lists what there is.")
    }
    let list = methods.joined(separator: ", ")
    return ServiceError(
      .methodNotAllowed, "\(path) takes \(list); received \(request.method.rawValue).",
      headers: [.allow: list])
  }
}
