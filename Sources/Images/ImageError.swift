/// Why a picture could not be made or read.
public enum ImageError: Error, Hashable, Sendable {
  /// A side is below 1, or there is not one byte a pixel.
  case invalidSize(width: Int, height: Int, bytes: Int)
}

extension ImageError: CustomStringConvertible {
  /// One sentence: what was expected, what came, what to do.
  public var description: String {
    switch self {
    case .invalidSize(let width, let height, let bytes):
      "A picture of \(width) by \(height) pixels takes one byte a pixel, not \(bytes) bytes: pass "
        + "the bytes of exactly one picture."
    }
  }
}
