/// How large a picture may be before it is refused unread.
///
/// A file of a hundred bytes can announce a picture of gigabytes, so the sizes that its header
/// announces are compared with these before memory is asked for.
public struct ImageLimit: Hashable, Sendable {
  /// Pixels of the picture, width times height.
  public var pixels: Int
  /// Bytes of the file.
  public var bytes: Int

  /// Limits of one's own.
  ///
  /// - Parameters:
  ///   - pixels: The most pixels, 2²⁴ unless given.
  ///   - bytes: The most bytes, 64 MiB unless given.
  public init(pixels: Int = 1 << 24, bytes: Int = 1 << 26) {
    self.pixels = pixels
    self.bytes = bytes
  }

  /// 16 megapixels (2²⁴), as most cameras take, and 64 MiB.
  public static let standard = ImageLimit()
}

extension ImageLimit {
  func check(bytes count: Int, of name: String) throws(ImageError) {
    guard count > 0 else { throw .empty(file: name) }
    guard count <= bytes else { throw .fileTooLarge(file: name, bytes: count, limit: bytes) }
  }

  /// Checks what a header announces, which is at most 2³² a side, so that the product fits.
  func check(
    width: Int, height: Int, of name: String, format: String
  ) throws(ImageError) {
    guard width > 0, height > 0 else {
      throw .damaged(
        file: name, format: format, reason: "its header announces \(width) × \(height) pixels")
    }
    guard case (let count, false) = width.multipliedReportingOverflow(by: height), count <= pixels
    else { throw .tooManyPixels(file: name, width: width, height: height, limit: pixels) }
  }
}
