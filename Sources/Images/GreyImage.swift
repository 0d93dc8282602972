/// A picture in shades of grey, as cameras and scanners give it: one byte a pixel, 0 black, 255 white.
public struct GreyImage: Hashable, Sendable {
  /// Pixels in a row.
  public let width: Int
  /// Pixels in a column.
  public let height: Int
  /// `width · height` bytes, row by row from the top.
  public let pixels: [UInt8]

  /// A picture of the given size.
  ///
  /// - Throws: ``ImageError/invalidSize(width:height:bytes:)`` if a side is below 1 or the bytes are not
  ///   one a pixel.
  public init(width: Int, height: Int, pixels: [UInt8]) throws(ImageError) {
    guard width > 0, height > 0,
      case (let count, false) = width.multipliedReportingOverflow(by: height),
      count == pixels.count
    else { throw .invalidSize(width: width, height: height, bytes: pixels.count) }
    self.width = width
    self.height = height
    self.pixels = pixels
  }
}
