import CPNG

extension Raster {
  /// Decodes a PNG file: all colour types and depths, interlaced or not, over white paper.
  init(
    png file: [UInt8], named name: String, limit: ImageLimit, as channels: Channels
  ) throws(ImageError) {
    let chunks = try PNGChunks(file, named: name, limit: limit)
    let decoder = PNGDecoder()
    let stored: Raster
    do {
      stored = try decoder.decode(chunks.essential, as: channels)
    } catch {
      throw .damaged(file: name, format: "PNG", reason: error.reason)
    }
    // The parts that were checked must be those that libpng found.
    guard stored.width == chunks.width, stored.height == chunks.height else {
      throw .damaged(file: name, format: "PNG", reason: "its header changes")
    }
    self = stored.upright(from: chunks.orientation)
  }

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
    defer { png_image_free(&image) }

    var count = digits_png_size_bound(&image)
    var succeeded = false
    let file = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      succeeded =
        png_image_write_to_memory(&image, buffer.baseAddress, &count, 0, bytes, 0, nil) != 0
      initialized = succeeded ? count : 0
    }
    guard succeeded else { throw .encodingFailed(format: "PNG", reason: message(of: image)) }
    // The bound is about the size of the picture, the file mostly far below.
    return Array(file[...])
  }
}

/// Why libpng gave up, in its own words.
private struct PNGFailure: Error {
  let reason: String
}

/// Owns libpng's state for one file, which must not move in memory.
private final class PNGDecoder {
  private let image = UnsafeMutablePointer<png_image>.allocate(capacity: 1)

  init() {
    image.initialize(to: png_image())
    image.pointee.version = UInt32(PNG_IMAGE_VERSION)
  }

  deinit {
    png_image_free(image)
    image.deallocate()
  }

  func decode(_ file: [UInt8], as channels: Raster.Channels) throws(PNGFailure) -> Raster {
    // libpng keeps the pointer, so both steps are inside.
    try file.withUnsafeBufferPointer { file throws(PNGFailure) in
      try check(png_image_begin_read_from_memory(image, file.baseAddress, file.count))
      return try decode(as: channels)
    }
  }

  /// libpng's own way to grey mixes and blends light, not bytes: blue becomes 76 where JPEG and
  /// everybody else have 29. So colours and transparency come as they are stored, and are mixed here.
  private func decode(as channels: Raster.Channels) throws(PNGFailure) -> Raster {
    let stored = image.pointee.format
    let hasAlpha = stored & UInt32(PNG_FORMAT_FLAG_ALPHA) != 0
    let isColor = stored & UInt32(PNG_FORMAT_FLAG_COLOR) != 0 || channels == .color
    image.pointee.format =
      (hasAlpha ? UInt32(PNG_FORMAT_FLAG_ALPHA) : 0) | (isColor ? UInt32(PNG_FORMAT_FLAG_COLOR) : 0)
    // Without it 16 bits would be taken for light.
    image.pointee.flags |= UInt32(PNG_IMAGE_FLAG_16BIT_sRGB)

    let (width, height) = (Int(image.pointee.width), Int(image.pointee.height))
    let samples = (isColor ? 3 : 1) + (hasAlpha ? 1 : 0)
    var result: Int32 = 0
    var bytes = [UInt8](unsafeUninitializedCapacity: width * height * samples) { buffer, count in
      result = png_image_finish_read(image, nil, buffer.baseAddress, 0, nil)
      count = result == 0 ? 0 : buffer.count
    }
    try check(result)
    if hasAlpha { bytes = overWhite(bytes, channels: samples - 1) }
    if isColor && channels == .grey { bytes = luma(bytes) }
    return Raster(width: width, height: height, channels: channels, bytes: bytes)
  }

  private func check(_ result: Int32) throws(PNGFailure) {
    guard result != 0 else { throw PNGFailure(reason: message(of: image.pointee)) }
  }
}

private func message(of image: png_image) -> String {
  withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}
