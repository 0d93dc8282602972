/// What a JPEG file says before its picture begins.
///
/// The library reads this as well, but has one word for all that it cannot do.
struct JPEGHeader {
  private(set) var width = 0
  private(set) var height = 0
  private(set) var orientation = Orientation.upright

  /// Goes through the segments of a file that begins as JPEG does, up to the one with the size.
  init(_ file: [UInt8], named name: String, limit: ImageLimit) throws(ImageError) {
    func damaged(_ reason: String) -> ImageError {
      .damaged(file: name, format: "JPEG", reason: reason)
    }
    var position = 2
    while true {
      guard position + 4 <= file.count else {
        throw damaged("it ends after \(file.count) bytes, before its picture begins")
      }
      guard file[position] == 0xff else { throw damaged("a segment begins with no marker") }
      let marker = file[position + 1]
      // Any number of 0xff may stand before a marker.
      if marker == 0xff {
        position += 1
        continue
      }
      // 0x01 and restarts have no content.
      if marker == 0x01 || (0xd0...0xd7).contains(marker) {
        position += 2
        continue
      }
      guard marker >= 0xc0, marker != 0xd8, marker != 0xd9, marker != 0xda else {
        throw damaged("its picture has no size")
      }
      let count = file.bigEndian(at: position + 2, count: 2) ?? 0
      guard count >= 2, count <= file.count - position - 2 else {
        throw damaged("it ends after \(file.count) bytes, before its picture begins")
      }
      let content = file[position + 4..<position + 2 + count]
      position += 2 + count

      switch marker {
      case 0xc4, 0xc8, 0xcc: continue
      case 0xc0...0xcf:
        try JPEGHeader.checkProcess(marker, named: name)
        try readFrame(content, named: name, limit: limit)
        return
      case 0xe1 where content.starts(with: [0x45, 0x78, 0x69, 0x66, 0, 0]):
        orientation = Orientation(tiff: content.dropFirst(6)) ?? orientation
      default: continue
      }
    }
  }

  /// Of the ways to code a picture, cameras and browsers know the sequential and progressive ones.
  private static func checkProcess(_ marker: UInt8, named name: String) throws(ImageError) {
    let reason: String
    switch marker {
    case 0xc0...0xc2: return
    case 0xc9, 0xca: reason = "is coded arithmetically"
    case 0xc3, 0xcb: reason = "is coded without loss"
    default: reason = "is coded in a hierarchy"
    }
    throw .unsupported(file: name, format: "JPEG", reason: reason)
  }

  private mutating func readFrame(
    _ content: ArraySlice<UInt8>, named name: String, limit: ImageLimit
  ) throws(ImageError) {
    let start = content.startIndex
    guard let precision = content.bigEndian(at: start, count: 1),
      let height = content.bigEndian(at: start + 1, count: 2),
      let width = content.bigEndian(at: start + 3, count: 2),
      let components = content.bigEndian(at: start + 5, count: 1)
    else { throw .damaged(file: name, format: "JPEG", reason: "its header is too short") }
    guard precision == 8 else {
      throw .unsupported(file: name, format: "JPEG", reason: "has \(precision) bits a sample")
    }
    guard components == 1 || components == 3 else {
      let reason =
        components == 4 ? "has the colours of print, CMYK" : "has \(components) colours"
      throw .unsupported(file: name, format: "JPEG", reason: reason)
    }
    try limit.check(width: width, height: height, of: name, format: "JPEG")
    (self.width, self.height) = (width, height)
  }
}
