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
      if failure.status == .notFound, !(error is ServiceError) {
        failure = notFound(request)
      }
      if failure.status.code >= 500 { context.logger.error("\(error)") }
      let response = try failure.response(from: request, context: context)
      return request.method == .head ? response.createHeadResponse() : response
    }
  }

  private func notFound(_ request: Request) -> ServiceError {
    let path = request.uri.path
    let methods = paths.methods(at: path)
    guard !methods.isEmpty else {
      return .notFound("There is nothing at \(path.prefix(200)): /openapi.json lists what there is.")
    }
    let list = methods.joined(separator: ", ")
    return ServiceError(
      .methodNotAllowed, "\(path.prefix(200)) takes \(list); received \(request.method.rawValue).",
      headers: [.allow: list])
  }
}
