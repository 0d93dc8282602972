import CPNGDecoder

extension Raster {
  /// Decodes a PNG file: all colour types and depths, interlaced or not, over white paper.
  init(
    png file: [UInt8], named name: String, limit: ImageLimit, as channels: Channels
  ) throws(ImageError) {
    // The header comes first, or libpng refuses the file.
    guard file.dropFirst(12).starts(with: "IHDR".utf8),
      let width = file.bigEndian(at: 16, count: 4), let height = file.bigEndian(at: 20, count: 4)
    else { throw .damaged(file: name, format: "PNG", reason: "it has no header") }
    try limit.check(width: width, height: height, of: name, format: "PNG")
    do {
      self = try file.withUnsafeBufferPointer { file throws(PNGFailure) in
        try PNGDecoder(file, as: channels).decode(as: channels)
      }
    } catch {
      throw .damaged(file: name, format: "PNG", reason: error.reason)
    }
  }
}

/// Why libpng gave up, in its own words.
private struct PNGFailure: Error {
  let reason: String
}

/// Owns libpng's state for one file, which must not move in memory, nor must the file.
private final class PNGDecoder {
  private let state = UnsafeMutablePointer<digits_png_decoder>.allocate(capacity: 1)

  init(_ file: UnsafeBufferPointer<UInt8>, as channels: Raster.Channels) throws(PNGFailure) {
    state.initialize(to: digits_png_decoder())
    let isColor: Int32 = channels == .color ? 1 : 0
    try check(digits_png_begin(state, file.baseAddress, file.count, isColor))
  }

  deinit {
    digits_png_end(state)
    state.deallocate()
  }

  /// The pixels, turned upright.
  ///
  /// Colours and transparency come as they are stored, and are mixed here.
  ///
  /// libpng's own way to grey mixes and blends light, not bytes, so that blue becomes 76 where JPEG
  /// and everybody else have 29.
  func decode(as channels: Raster.Channels) throws(PNGFailure) -> Raster {
    let (width, height) = (Int(state.pointee.width), Int(state.pointee.height))
    let samples = Int(state.pointee.channels)
    let hasAlpha = state.pointee.has_alpha != 0

    var result: Int32 = 0
    var bytes = [UInt8](unsafeUninitializedCapacity: width * height * samples) { buffer, count in
      result = digits_png_read(state, buffer.baseAddress)
      count = result == 0 ? width * height * samples : 0
    }
    try check(result)
    if hasAlpha { bytes = overWhite(bytes, channels: samples - 1) }
    if samples >= 3 && channels == .grey { bytes = luma(bytes) }
    return Raster(width: width, height: height, channels: channels, bytes: bytes)
      .upright(from: orientation)
  }

  private var orientation: Orientation {
    let exif = UnsafeBufferPointer(start: state.pointee.exif, count: state.pointee.exif_count)
    return Orientation(tiff: Array(exif)[...]) ?? .upright
  }

  private func check(_ result: Int32) throws(PNGFailure) {
    guard result != 0 else { return }
    let reason = withUnsafeBytes(of: state.pointee.message) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    throw PNGFailure(reason: reason)
  }
}
