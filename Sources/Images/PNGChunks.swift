import CZlib

/// What a PNG file holds that its pixels depend on.
///
/// libpng would also keep texts, profiles and calibration, among them chunks that inflate to
/// gigabytes, and it leaves the last checksum unread. So the file is gone through once before.
struct PNGChunks {
  private(set) var width = 0
  private(set) var height = 0
  private(set) var orientation = Orientation.upright
  /// The file without what its pixels do not depend on.
  private(set) var essential: [UInt8] = []

  /// Goes through a file that begins as PNG does; sizes are checked before anything else is read.
  init(_ file: [UInt8], named name: String, limit: ImageLimit) throws(ImageError) {
    func damaged(_ reason: String) -> ImageError {
      .damaged(file: name, format: "PNG", reason: reason)
    }
    let signatureCount = 8
    var position = signatureCount
    while true {
      guard let count = file.bigEndian(at: position, count: 4), position + 12 <= file.count,
        count <= file.count - position - 12
      else { throw damaged("it ends after \(file.count) bytes, before its picture does") }
      let type = String(decoding: file[position + 4..<position + 8], as: UTF8.self)
      let content = position + 8..<position + 8 + count
      let isFirst = position == signatureCount
      position += count + 12

      guard isFirst == (type == "IHDR") else { throw damaged("its header is not where it belongs") }
      // A capital letter: no reader may skip the chunk.
      let isCritical = file[content.lowerBound - 4] & 0x20 == 0
      guard isCritical || type == "tRNS" || type == "eXIf" else { continue }
      guard file.bigEndian(at: content.upperBound, count: 4) == checksum(of: file, content) else {
        throw damaged("the checksum of its part \(type.debugDescription) is wrong")
      }
      switch type {
      case "eXIf":
        orientation = Orientation(tiff: file[content]) ?? .upright
        continue
      case "IHDR":
        width = file.bigEndian(at: content.lowerBound, count: 4) ?? 0
        height = file.bigEndian(at: content.lowerBound + 4, count: 4) ?? 0
        try limit.check(width: width, height: height, of: name, format: "PNG")
        essential.reserveCapacity(file.count)
        essential += file[..<signatureCount]
      default: break
      }
      essential += file[content.lowerBound - 8..<content.upperBound + 4]
      if type == "IEND" { return }
    }
  }
}

/// The checksum of a chunk: of its type and its content.
private func checksum(of file: [UInt8], _ content: Range<Int>) -> Int {
  file[content.lowerBound - 4..<content.upperBound].withUnsafeBufferPointer { bytes in
    Int(crc32(0, bytes.baseAddress, uInt(bytes.count)))
  }
}
