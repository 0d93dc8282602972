internal import DigitReader
internal import HTTPTypes
internal import Hummingbird
internal import Images
internal import NeuralNetwork

/// What a request is told when it cannot be answered: a status, and one sentence in JSON.
///
/// The body is TensorFlow Serving's, `{"error": "…"}`.
struct ServiceError: Error, HTTPResponseError, Equatable {
  let status: HTTPResponse.Status
  let message: String
  var headers: HTTPFields = [:]

  init(_ status: HTTPResponse.Status, _ message: String, headers: HTTPFields = [:]) {
    self.status = status
    self.message = message
    self.headers = headers
  }

  func response(from request: Request, context: some RequestContext) throws -> Response {
    var response = try JSONResponse(["error": message], status: status)
      .response(from: request, context: context)
    response.headers.append(contentsOf: headers)
    return response
  }

  static func badRequest(_ message: String) -> ServiceError { .init(.badRequest, message) }
  static func notFound(_ message: String) -> ServiceError { .init(.notFound, message) }
  /// Come back in a second.
  static func busy(_ message: String) -> ServiceError {
    .init(.tooManyRequests, message, headers: [.retryAfter: "1"])
  }
}

extension ServiceError {
  /// What any error means to whoever sent the request.
  ///
  /// Errors of the server itself say nothing of its insides.
  init(_ error: any Error) {
    switch error {
    case let error as ServiceError: self = error
    case let error as ImageError: self.init(error)
    case let error as ModelError: self = .badRequest("\(error)")
    case let error as TrainingError: self.init(error)
    case let error as DrawingError: self.init(error)
    case let error as FileError: self.init(.insufficientStorage, "\(error)")
    case let error as any HTTPResponseError:
      self.init(error.status, "\(error.status.reasonPhrase).")
    case is CancellationError:
      self.init(.serviceUnavailable, "The server is shutting down.")
    default: self.init(.internalServerError, "Something failed in the server; its log says what.")
    }
  }

  private init(_ error: ImageError) {
    switch error {
    case .fileTooLarge, .tooManyPixels: self.init(.contentTooLarge, "\(error)")
    case .unknownFormat: self.init(.unsupportedMediaType, "\(error)")
    default: self.init(.badRequest, "\(error)")
    }
  }

  private init(_ error: TrainingError) {
    let status: HTTPResponse.Status =
      switch error {
      case .invalid, .noDrawings: .badRequest
      case .busy, .notRunning: .conflict
      case .unknownRun, .unknownModel: .notFound
      case .failed: .internalServerError
      }
    self.init(status, "\(error)")
  }

  private init(_ error: DrawingError) {
    let status: HTTPResponse.Status =
      switch error {
      case .size, .noDigit: .badRequest
      case .full: .insufficientStorage
      case .unknown: .notFound
      }
    self.init(status, "\(error)")
  }
}

extension HTTPResponse.Status {
  /// The disk takes no more: RFC 4918.
  fileprivate static var insufficientStorage: Self {
    .init(code: 507, reasonPhrase: "Insufficient Storage")
  }
}
