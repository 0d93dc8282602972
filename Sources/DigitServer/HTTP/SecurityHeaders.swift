internal import HTTPTypes
internal import Hummingbird

/// Tells browsers what this page may do: run its own scripts, show its own pictures, use the camera,
/// talk to this server; nothing else.
struct SecurityHeaders: RouterMiddleware {
  private static let fields: [(name: String, value: String)] = [
    (
      "Content-Security-Policy",
      "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; "
        + "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "camera=(self), microphone=(), geolocation=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
  ]
  private let fields: HTTPFields

  init() {
    var fields = HTTPFields()
    for (name, value) in Self.fields {
      guard let name = HTTPField.Name(name) else { continue }
      fields[name] = value
    }
    self.fields = fields
  }

  func handle(
    _ request: Request, context: StudioContext,
    next: (Request, StudioContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    // A page of another kind has a policy of its own.
    for field in fields where response.headers[field.name] == nil { response.headers.append(field) }
    return response
  }
}
