internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// A value as a response of JSON.
struct JSONResponse<Value: Encodable>: ResponseGenerator {
  let value: Value
  let status: HTTPResponse.Status

  init(_ value: Value, status: HTTPResponse.Status = .ok) {
    self.value = value
    self.status = status
  }

  func response(from request: Request, context: some RequestContext) throws -> Response {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Response(json: ByteBuffer(bytes: try encoder.encode(value)), status: status)
  }
}

extension Response {
  /// JSON that is text already.
  init(json: ByteBuffer, status: HTTPResponse.Status = .ok) {
    self.init(
      status: status,
      headers: [
        .contentType: "application/json", .contentLength: "\(json.readableBytes)",
        .cacheControl: "no-store",
      ], body: .init(byteBuffer: json))
  }
}
