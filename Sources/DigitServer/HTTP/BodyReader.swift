internal import HTTPTypes
internal import Hummingbird
internal import Synchronization

/// Takes requests' bodies into memory: each up to a limit, and all together up to one.
final class BodyReader: Sendable {
  private let inFlight = Mutex(0)
  private let most: Int

  init(most: Int) { self.most = most }

  /// The whole body of a request.
  ///
  /// - Throws: ``ServiceError`` 415 if it is compressed, for a few bytes may inflate to gigabytes; 413
  ///   if it is larger than `limit`, before any of it is read where its length is announced; 429 if too
  ///   much is being received.
  func body(of request: Request, limit: Int) async throws -> ByteBuffer {
    if let encoding = request.headers[.contentEncoding], encoding.lowercased() != "identity" {
      throw ServiceError(
        .unsupportedMediaType,
        "This server takes bodies as they are; received one with Content-Encoding "
          + "\(encoding.prefix(40)).", headers: [.acceptEncoding: "identity"])
    }
    let announced = request.headers[.contentLength].flatMap { Int($0) }
    guard (announced ?? 0) <= limit else { throw Self.tooLarge(limit) }
    var body = ByteBuffer()
    // What has come counts, not what is announced: a promise takes no memory.
    var held = 0
    defer { inFlight.withLock { [held] in $0 -= held } }
    for try await part in request.body {
      let count = part.readableBytes
      guard held + count <= limit else { throw Self.tooLarge(limit) }
      guard admit(count) else {
        throw ServiceError.busy("The server is receiving too much at once: try again in a second.")
      }
      held += count
      body.writeImmutableBuffer(part)
    }
    return body
  }

  private func admit(_ count: Int) -> Bool {
    inFlight.withLock { inFlight in
      guard inFlight + count <= most else { return false }
      inFlight += count
      return true
    }
  }

  private static func tooLarge(_ limit: Int) -> ServiceError {
    // What is still coming is not read: the connection ends.
    ServiceError(
      .contentTooLarge, "The body is larger than the \(limit) bytes that this server takes.",
      headers: [.connection: "close"])
  }
}

extension Request {
  /// What the body is, without parameters, in small letters.
  var mediaType: String? {
    headers[.contentType].map {
      $0.prefix { $0 != ";" }.trimmingPrefix(while: \.isWhitespace).lowercased()
        .replacing(" ", with: "")
    }
  }

  /// A parameter of the query as a whole number.
  ///
  /// - Throws: ``ServiceError`` 400 if it is there and is none of the range.
  func number(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
    guard let text = uri.queryParameters[Substring(name)] else { return nil }
    guard let value = Int(text), range.contains(value) else {
      throw ServiceError.badRequest(
        "Expected \(name) from \(range.lowerBound) to \(range.upperBound); received “\(text.prefix(40))”."
      )
    }
    return value
  }

  /// A parameter of the query that is true or false; false if it is not there.
  func flag(_ name: String) throws -> Bool {
    guard let text = uri.queryParameters[Substring(name)] else { return false }
    switch text {
    case "true", "1": return true
    case "false", "0": return false
    default:
      throw ServiceError.badRequest(
        "Expected \(name)=true or false; received “\(text.prefix(40))”.")
    }
  }
}
