/// Why a picture could not be made, read or written.
public enum ImageError: Error, Hashable, Sendable {
  /// A side is below 1, or the bytes are not as many as the pixels take.
  case invalidSize(width: Int, height: Int, bytes: Int)
  /// A picture is to be reduced to a side below 1.
  case invalidSide(Int)
  /// A quality of JPEG outside 1 to 100.
  case invalidQuality(Int)
  /// A file that cannot be opened or read.
  case fileUnreadable(file: String, reason: String)
  /// A file without a byte.
  case empty(file: String)
  /// A file that is larger than its reader allows.
  case fileTooLarge(file: String, bytes: Int, limit: Int)
  /// A header that announces more pixels than its reader allows.
  case tooManyPixels(file: String, width: Int, height: Int, limit: Int)
  /// A file that is neither PNG nor JPEG; `found` names what it is, if that is known.
  case unknownFormat(file: String, found: String?)
  /// A kind of PNG or JPEG that is not read.
  case unsupported(file: String, format: String, reason: String)
  /// A file that is cut off or damaged.
  case damaged(file: String, format: String, reason: String)
  /// A picture that its format cannot hold.
  case encodingFailed(format: String, reason: String)
}

extension ImageError: CustomStringConvertible {
  /// One sentence: what was expected, what came, what to do.
  public var description: String {
    switch self {
    case .invalidSize(let width, let height, let bytes):
      "A picture of \(width) by \(height) pixels takes one byte a pixel, or three in colour, not "
        + "\(bytes) bytes: pass the bytes of exactly one picture."
    case .invalidSide(let side):
      "A picture can be reduced to a longest side of 1 pixel or more; received \(side)."
    case .invalidQuality(let quality):
      "The quality of a JPEG picture is 1 to 100; received \(quality)."
    case .fileUnreadable(let file, let reason):
      "\(file): expected a picture; cannot read the file: \(reason)."
    case .empty(let file):
      "\(file): expected a PNG or JPEG picture; the file is empty: save or copy it again."
    case .fileTooLarge(let file, let bytes, let limit):
      "\(file): expected at most \(limit) bytes; the file has \(bytes): save the picture smaller."
    case .tooManyPixels(let file, let width, let height, let limit):
      "\(file): expected at most \(ImageError.megapixels(limit)); the picture has "
        + "\(width) × \(height) pixels: make it smaller, or crop it."
    case .unknownFormat(let file, .some(let found)):
      "\(file): expected a PNG or JPEG picture; this is \(found): save or export it as PNG or JPEG."
    case .unknownFormat(let file, nil):
      "\(file): expected a PNG or JPEG picture; its first bytes are no picture's: "
        + "save or export it as PNG or JPEG."
    case .unsupported(let file, let format, let reason):
      "\(file): expected a PNG or a usual JPEG picture; this \(format) \(reason): "
        + "save it again as PNG or as JPEG in grey or RGB."
    case .damaged(let file, let format, let reason):
      "\(file): expected a whole \(format) picture; this one is damaged (\(reason)): "
        + "save or copy it again."
    case .encodingFailed(let format, let reason):
      "The picture cannot be written as \(format): \(reason)."
    }
  }

  private static func megapixels(_ count: Int) -> String {
    count >= 1_000_000 ? "\(count / 1_000_000) megapixels" : "\(count) pixels"
  }
}
