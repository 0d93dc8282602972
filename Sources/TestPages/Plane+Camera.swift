internal import CTurboJPEG
internal import Images
internal import Kernels

extension Plane {
  /// What lens and sensor do to the light.
  mutating func passThroughCamera(_ style: PageStyle) {
    if style.effects.contains(.blurred) { blur(style) }
    if !style.isFlat {
      var random = style.random(.specks)
      let isNoisy = style.effects.contains(.noisy)
      let sigma = isNoisy ? random.uniform(in: 4...16) : random.uniform(in: 0.7...1.3)
      addNoise(sigma: sigma, style.stream, sample: PageStyle.Part.noise.rawValue)
      if isNoisy { addSpecks(&random) }
    }
  }

  /// Out of focus or moved, by at most 4 % of a digit's height.
  private mutating func blur(_ style: PageStyle) {
    var random = style.random(.blur)
    let sigma = random.uniform(in: min(0.8, 0.03 * style.digitHeight)...2)
    let limit = 0.04 * style.digitHeight
    if random.happens(0.65) {
      self = blurred(sigma: min(sigma, limit))
    } else {
      // An even movement of this length has the same deviation.
      let length = min(sigma, limit) * Float(12).squareRoot()
      self = moved(by: length, angle: random.uniform() * .pi)
    }
  }

  /// Single pixels that are black or white.
  private mutating func addSpecks(_ random: inout RandomNumbers) {
    let share = random.uniform(in: 0...0.002)
    for _ in 0..<Int(share * Float(values.count)) {
      values[random.integer(below: values.count)] = random.happens(0.5) ? 0 : 255
    }
  }

  /// Bytes, on their way through JPEG if the style says so.
  func image(_ style: PageStyle) -> GreyImage {
    var bytes = [UInt8](unsafeUninitializedCapacity: values.count) { buffer, count in
      for i in 0..<values.count { buffer[i] = UInt8(values[i].clamped(to: 0...255) + 0.5) }
      count = values.count
    }
    if style.effects.contains(.compressed) {
      var random = style.random(.quality)
      Self.compress(
        &bytes, width: width, height: height, quality: 15 + random.integer(below: 36))
    }
    guard let image = try? GreyImage(width: width, height: height, pixels: bytes) else {
      preconditionFailure("Expected one byte a pixel.")
    }
    return image
  }

  /// Replaces a picture by what a JPEG of it shows.
  private static func compress(_ bytes: inout [UInt8], width: Int, height: Int, quality: Int) {
    let (writer, reader) = (tjInitCompress(), tjInitDecompress())
    defer {
      tjDestroy(writer)
      tjDestroy(reader)
    }
    var data: UnsafeMutablePointer<UInt8>?
    var size: UInt = 0
    defer { tjFree(data) }
    let (width, height, grey) = (Int32(width), Int32(height), Int32(TJPF_GRAY.rawValue))
    let written = tjCompress2(
      writer, bytes, width, 0, height, grey, &data, &size, Int32(TJSAMP_GRAY.rawValue),
      Int32(quality), 0)
    let read = tjDecompress2(reader, data, size, &bytes, width, 0, height, grey, 0)
    precondition(written == 0 && read == 0, "Expected a JPEG to be written and read in memory.")
  }
}
