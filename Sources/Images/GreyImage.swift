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
  /// - Parameters:
  ///   - width: Pixels in a row.
  ///   - height: Pixels in a column.
  ///   - pixels: Its bytes, one a pixel, row by row from the top.
  /// - Throws: ``ImageError/invalidSize(width:height:bytes:)`` if a side is below 1 or the bytes are not
  ///   one a pixel.
  public init(width: Int, height: Int, pixels: [UInt8]) throws(ImageError) {
    self.init(try Raster(width: width, height: height, channels: .grey, checking: pixels))
  }

  /// Decodes a PNG or JPEG file's bytes.
  ///
  /// Colours become luma, 0.299 red + 0.587 green + 0.114 blue, as JPEG itself stores it; what is
  /// transparent shows white paper; a photograph is turned upright as its EXIF orientation says.
  /// - Parameters:
  ///   - data: The file's bytes, as `[UInt8]` or `Data`.
  ///   - name: What to call the picture in an error.
  ///   - limit: How large a picture is read.
  /// - Throws: ``ImageError`` if this is no PNG or JPEG, or not all of one, or a larger one.
  public init(
    data: some Sequence<UInt8>, named name: String = "the picture", limit: ImageLimit = .standard
  ) throws(ImageError) {
    self.init(try Raster(file: Array(data), named: name, limit: limit, as: .grey))
  }

  /// Reads a PNG or JPEG file; see ``init(data:named:limit:)``.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - limit: How large a picture is read.
  /// - Throws: ``ImageError`` if the path leads to no regular file, or to none that can be decoded.
  public init(contentsOf path: String, limit: ImageLimit = .standard) throws(ImageError) {
    try self.init(data: bytes(ofFile: path, limit: limit), named: path, limit: limit)
  }

  /// The picture as the bytes of a PNG file, which keeps every pixel.
  ///
  /// - Throws: ``ImageError/encodingFailed(format:reason:)`` if PNG cannot hold its size.
  public func png() throws(ImageError) -> [UInt8] { try raster.png() }

  /// The picture as the bytes of a JPEG file, which keeps about what an eye sees.
  ///
  /// - Parameter quality: 1 to 100; above 90 hardly anything is lost.
  /// - Throws: ``ImageError/invalidQuality(_:)``, or ``ImageError/encodingFailed(format:reason:)`` if
  ///   a side is too long for JPEG.
  public func jpeg(quality: Int = 90) throws(ImageError) -> [UInt8] {
    try raster.jpeg(quality: quality)
  }

  /// The picture with its longest side reduced to at most so many pixels, each the mean of what it
  /// covers; the picture itself if it is no larger.
  ///
  /// - Parameter side: The most pixels that the longest side may have.
  /// - Throws: ``ImageError/invalidSide(_:)`` if the side is below 1.
  public func reduced(toLongestSide side: Int) throws(ImageError) -> GreyImage {
    GreyImage(try raster.reduced(toLongestSide: side))
  }

  private init(_ raster: Raster) {
    width = raster.width
    height = raster.height
    pixels = raster.bytes
  }

  private var raster: Raster {
    Raster(width: width, height: height, channels: .grey, bytes: pixels)
  }
}
