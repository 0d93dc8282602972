internal import Hummingbird
internal import Images

/// A picture that comes in a request: a file, or grey bytes whose size the query tells.
struct PictureRequest {
  let bytes: [UInt8]
  /// Pixels in a row and in a column of grey bytes; nil for a file.
  let size: SIMD2<Int>?

  init(_ request: Request, _ bodies: BodyReader, _ limits: ServerLimits) async throws {
    switch request.mediaType {
    case "image/png", "image/jpeg", "image/jpg": size = nil
    case "application/octet-stream":
      guard let width = try request.number("width", in: 1...8192),
        let height = try request.number("height", in: 1...8192)
      else {
        throw ServiceError.badRequest(
          "Grey bytes need their size: add ?width=…&height=… to the path.")
      }
      guard width * height <= limits.pictureBytes else {
        throw ServiceError(
          .contentTooLarge,
          "A picture of \(width) × \(height) is larger than the \(limits.pictureBytes) pixels that this "
            + "server takes.")
      }
      size = SIMD2(width, height)
    case let type:
      throw ServiceError(
        .unsupportedMediaType,
        "Expected image/png, image/jpeg or application/octet-stream; received "
          + "\(type.map { "“\($0.prefix(60))”" } ?? "no Content-Type").")
    }
    bytes = Array(
      try await bodies.body(of: request, limit: limits.pictureBytes).readableBytesView)
    if let size, bytes.count != size.x * size.y {
      throw ServiceError.badRequest(
        "Expected \(size.x * size.y) bytes for \(size.x) × \(size.y) pixels; received \(bytes.count)."
      )
    }
  }

  /// The picture, decoded.
  ///
  /// - Throws: `ImageError`.
  var image: GreyImage {
    get throws {
      guard let size else { return try GreyImage(data: bytes) }
      return try GreyImage(width: size.x, height: size.y, pixels: bytes)
    }
  }
}
