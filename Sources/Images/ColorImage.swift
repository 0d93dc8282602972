/// A picture in colour: three bytes a pixel, red, green and blue.
public struct ColorImage: Hashable, Sendable {
  /// Pixels in a row.
  public let width: Int
  /// Pixels in a column.
  public let height: Int
  /// `3 · width · height` bytes, row by row from the top.
  public let pixels: [UInt8]

  /// A picture of the given size.
  ///
  /// - Parameters:
  ///   - width: Pixels in a row.
  ///   - height: Pixels in a column.
  ///   - pixels: Its bytes, three a pixel, row by row from the top.
  /// - Throws: ``ImageError/invalidSize(width:height:bytes:)`` if a side is below 1 or the bytes are not
  ///   three a pixel.
  public init(width: Int, height: Int, pixels: [UInt8]) throws(ImageError) {
    self.init(try Raster(width: width, height: height, channels: .color, checking: pixels))
  }

  /// Decodes a PNG or JPEG file's bytes, as ``GreyImage/init(data:named:limit:)`` does.
  ///
  /// - Parameters:
  ///   - data: The file's bytes, as `[UInt8]` or `Data`.
  ///   - name: What to call the picture in an error.
  ///   - limit: How large a picture is read.
  /// - Throws: ``ImageError`` if this is no PNG or JPEG, or not all of one, or a larger one.
  public init(
    data: some Sequence<UInt8>, named name: String = "the picture", limit: ImageLimit = .standard
  ) throws(ImageError) {
    self.init(try Raster(file: Array(data), named: name, limit: limit, as: .color))
  }

  /// Reads a PNG or JPEG file; see ``GreyImage/init(data:named:limit:)``.
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

  /// The picture with its longest side reduced to at most so many pixels, each the mean of what it
  /// covers; the picture itself if it is no larger.
  ///
  /// - Parameter side: The most pixels that the longest side may have.
  /// - Throws: ``ImageError/invalidSide(_:)`` if the side is below 1.
  public func reduced(toLongestSide side: Int) throws(ImageError) -> ColorImage {
    ColorImage(try raster.reduced(toLongestSide: side))
  }

  private init(_ raster: Raster) {
    width = raster.width
    height = raster.height
    pixels = raster.bytes
  }

  private var raster: Raster {
    Raster(width: width, height: height, channels: .color, bytes: pixels)
  }
}
