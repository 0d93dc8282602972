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
    let bytes = [UInt8](unsafeUninitializedCapacity: values.count) { buffer, count in
      for i in 0..<values.count { buffer[i] = UInt8(values[i].clamped(to: 0...255) + 0.5) }
      count = values.count
    }
    do {
      let image = try GreyImage(width: width, height: height, pixels: bytes)
      guard style.effects.contains(.compressed) else { return image }
      var random = style.random(.quality)
      return try GreyImage(data: image.jpeg(quality: 15 + random.integer(below: 36)))
    } catch {
      preconditionFailure("Expected a JPEG to be written and read in memory: \(error)")
    }
  }
}
