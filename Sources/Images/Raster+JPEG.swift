import CTurboJPEG

extension Raster {
  /// Decodes a JPEG file, and turns it upright.
  init(
    jpeg file: [UInt8], named name: String, limit: ImageLimit, as channels: Channels
  ) throws(ImageError) {
    let header = try JPEGHeader(file, named: name, limit: limit)
    func damaged(_ reason: String) -> ImageError {
      .damaged(file: name, format: "JPEG", reason: reason)
    }
    guard let decoder = tjInitDecompress() else { throw damaged(turboMessage(nil)) }
    defer { tjDestroy(decoder) }

    // Its result does not matter: it refuses samplings it has no name for, which are decoded all the
    // same. But its size must be the one that was checked.
    var (width, height, sampling, space): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
    tjDecompressHeader3(
      decoder, file, UInt(file.count), &width, &height, &sampling, &space)
    guard Int(width) == header.width, Int(height) == header.height else {
      throw damaged(turboMessage(decoder))
    }

    // Grey is what JPEG stores first, so that colours are not even transformed. A warning means that
    // pixels are made up; the result would be an error in any case, but only at the picture's end.
    let flags = TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS
    let format = channels == .grey ? TJPF_GRAY : TJPF_RGB
    var result: Int32 = -1
    let bytes = [UInt8](
      unsafeUninitializedCapacity: header.width * header.height * channels.rawValue
    ) { buffer, count in
      result = tjDecompress2(
        decoder, file, UInt(file.count), buffer.baseAddress, width, 0, height,
        Int32(format.rawValue), flags)
      count = result == 0 ? buffer.count : 0
    }
    guard result == 0 else { throw damaged(turboMessage(decoder)) }
    self = Raster(
      width: header.width, height: header.height, channels: channels, bytes: bytes
    ).upright(from: header.orientation)
  }

  /// The bytes of a JPEG file.
  func jpeg(quality: Int) throws(ImageError) -> [UInt8] {
    guard (1...100).contains(quality) else { throw .invalidQuality(quality) }
    // 65,500 is the library's own limit.
    guard max(width, height) <= 65_500 else {
      throw .encodingFailed(
        format: "JPEG", reason: "\(width) × \(height) pixels are more than 65500 a side")
    }
    guard let encoder = tjInitCompress() else {
      throw .encodingFailed(format: "JPEG", reason: turboMessage(nil))
    }
    defer { tjDestroy(encoder) }

    var file: UnsafeMutablePointer<UInt8>?
    defer { tjFree(file) }
    var count: UInt = 0
    let format = channels == .grey ? TJPF_GRAY : TJPF_RGB
    let sampling = channels == .grey ? TJSAMP_GRAY : TJSAMP_444
    let result = tjCompress2(
      encoder, bytes, Int32(width), 0, Int32(height), Int32(format.rawValue), &file, &count,
      Int32(sampling.rawValue), Int32(quality), 0)
    guard result == 0, let file else {
      throw .encodingFailed(format: "JPEG", reason: turboMessage(encoder))
    }
    return Array(UnsafeBufferPointer(start: file, count: Int(count)))
  }
}

private func turboMessage(_ handle: tjhandle?) -> String {
  tjGetErrorStr2(handle).map { String(cString: $0) } ?? "no reason given"
}
