/// A picture in grey or in colour: what the public kinds of picture have in common.
struct Raster: Equatable {
  /// Bytes of a pixel.
  enum Channels: Int {
    case grey = 1
    case color = 3
  }

  let width: Int
  let height: Int
  let channels: Channels
  /// `width · height · channels` bytes, row by row from the top.
  let bytes: [UInt8]
}

extension Raster {
  /// Decodes a file whose format is told by its first bytes.
  init(
    file bytes: [UInt8], named name: String, limit: ImageLimit, as channels: Channels
  ) throws(ImageError) {
    try limit.check(bytes: bytes.count, of: name)
    switch ImageFormat(of: bytes) {
    case .png: self = try Raster(png: bytes, named: name, limit: limit, as: channels)
    case .jpeg: self = try Raster(jpeg: bytes, named: name, limit: limit, as: channels)
    case .other(let found): throw .unknownFormat(file: name, found: found)
    }
  }
}

extension Raster {
  /// The picture of given bytes, if there are as many as its size takes.
  init(
    width: Int, height: Int, channels: Channels, checking bytes: [UInt8]
  ) throws(ImageError) {
    guard width > 0, height > 0,
      case (let pixels, false) = width.multipliedReportingOverflow(by: height),
      case (let count, false) = pixels.multipliedReportingOverflow(by: channels.rawValue),
      count == bytes.count
    else { throw .invalidSize(width: width, height: height, bytes: bytes.count) }
    self.init(width: width, height: height, channels: channels, bytes: bytes)
  }
}
