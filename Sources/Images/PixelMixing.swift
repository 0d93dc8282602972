/// Luma of red, green and blue, by ITU-R BT.601: 0.299, 0.587 and 0.114 of them, as JPEG has it.
func luma(_ colors: [UInt8]) -> [UInt8] {
  let pixels = colors.count / 3
  return [UInt8](unsafeUninitializedCapacity: pixels) { mixed, count in
    colors.withUnsafeBufferPointer { colors in
      for pixel in 0..<pixels {
        let (red, green) = (UInt32(colors[3 * pixel]), UInt32(colors[3 * pixel + 1]))
        let blue = UInt32(colors[3 * pixel + 2])
        // In 65,536ths, which add up to one, so that grey stays what it is.
        let sum = 19_595 * red + 38_470 * green + 7_471 * blue
        mixed.initializeElement(at: pixel, to: UInt8(truncatingIfNeeded: (sum + 32_768) >> 16))
      }
    }
    count = pixels
  }
}

/// Pixels of so many channels, each followed by its opacity, as they look on white paper.
func overWhite(_ samples: [UInt8], channels: Int) -> [UInt8] {
  let pixels = samples.count / (channels + 1)
  return [UInt8](unsafeUninitializedCapacity: pixels * channels) { mixed, count in
    samples.withUnsafeBufferPointer { samples in
      for pixel in 0..<pixels {
        let opacity = UInt32(samples[pixel * (channels + 1) + channels])
        for channel in 0..<channels {
          let darkness = 255 - UInt32(samples[pixel * (channels + 1) + channel])
          let remaining = (darkness * opacity + 127) / 255
          mixed.initializeElement(
            at: pixel * channels + channel, to: UInt8(truncatingIfNeeded: 255 - remaining))
        }
      }
    }
    count = pixels * channels
  }
}
