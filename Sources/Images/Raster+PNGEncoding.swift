import CPNG

extension Raster {
  /// The bytes of a PNG file.
  func png() throws(ImageError) -> [UInt8] {
    // libpng counts with 32 bits and refuses longer sides itself.
    guard bytes.count < 1 << 30 else {
      throw .encodingFailed(format: "PNG", reason: "\(width) × \(height) pixels are too many")
    }
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    image.width = UInt32(width)
    image.height = UInt32(height)
    image.format = channels == .grey ? 0 : UInt32(PNG_FORMAT_FLAG_COLOR)
    // Of 12 megapixels a quarter of the time, for a file that is a tenth larger or less.
    image.flags = UInt32(PNG_IMAGE_FLAG_FAST)
    defer { png_image_free(&image) }

    var count = digits_png_size_bound(&image)
    var succeeded = false
    let file = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      succeeded =
        png_image_write_to_memory(&image, buffer.baseAddress, &count, 0, bytes, 0, nil) != 0
      initialized = succeeded ? count : 0
    }
    guard succeeded else { throw .encodingFailed(format: "PNG", reason: image.reason) }
    // The bound is about the size of the picture, the file mostly far below.
    return Array(file[...])
  }
}

extension png_image {
  /// Why libpng gave up, in its own words.
  fileprivate var reason: String {
    withUnsafeBytes(of: message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
