/// Where a picture changes fast: what strokes have, and shades have not.
struct Edges {
  /// One pixel of an edge.
  struct Pixel {
    let row, column: Int32
    /// Difference of the neighbours left and right, or above and below.
    let change: UInt8
    /// The extremes of the pixel and these four neighbours: the ink of an edge may be beside it.
    let darkest, brightest: UInt8
  }

  private(set) var pixels: [Pixel] = []

  /// The typical difference of neighbouring pixels that no edge explains, as a standard deviation.
  let noise: Double

  /// How many edge pixels are looked at: enough to vote, few enough to cost nothing.
  private static let most = 40_000

  init(of plane: Plane, noise: Double) {
    let (width, height) = (plane.width, plane.height)
    var histogram = [Int](repeating: 0, count: 256)
    var found: [(Int32, UInt8)] = []
    let least = UInt8(min(255, 5 + 6 * noise))
    plane.bytes.withUnsafeBufferPointer { pixels in
      guard width > 2, height > 2 else { return }
      for row in 1..<height - 1 {
        let line = row * width
        for column in 1..<width - 1 {
          let place = line + column
          let across =
            pixels[place + 1] > pixels[place - 1]
            ? pixels[place + 1] &- pixels[place - 1] : pixels[place - 1] &- pixels[place + 1]
          let down =
            pixels[place + width] > pixels[place - width]
            ? pixels[place + width] &- pixels[place - width]
            : pixels[place - width] &- pixels[place + width]
          let change = across > down ? across : down
          if change >= least {
            histogram[Int(change)] += 1
            found.append((Int32(place), change))
          }
        }
      }
    }
    // A third of the strongest changes, not counting the last hundredth.
    let total = found.count
    var above = 0
    var strong = 255
    while strong > 0, above + histogram[strong] <= total / 100 {
      above += histogram[strong]
      strong -= 1
    }
    let threshold = UInt8(strong / 3)
    found.removeAll { $0.1 < threshold }
    for index in stride(from: 0, to: found.count, by: found.count / Self.most + 1) {
      let (position, change) = (Int(found[index].0), found[index].1)
      let around = [-width, -1, 0, 1, width].map { plane.bytes[position + $0] }
      pixels.append(
        Pixel(
          row: Int32(position / width), column: Int32(position % width), change: change,
          darkest: around.min() ?? 0, brightest: around.max() ?? 0))
    }
    self.noise = noise
  }

  /// From how far a pixel is from the mean of its neighbours left and right: three quarters of the
  /// pixels of a page are paper.
  static func noise(of plane: Plane) -> Double {
    let (width, height) = (plane.width, plane.height)
    guard width > 2 else { return 0 }
    var histogram = [Int](repeating: 0, count: 512)
    let step = max(1, height * width / 200_000)
    var count = 0
    plane.bytes.withUnsafeBufferPointer { pixels in
      for row in stride(from: 0, to: height, by: step) {
        for column in 1..<width - 1 {
          let place = row * width + column
          let twice = 2 * Int(pixels[place]) - Int(pixels[place - 1]) - Int(pixels[place + 1])
          histogram[min(511, abs(twice))] += 1
          count += 1
        }
      }
    }
    var (seen, level) = (0, 0)
    while level < 511, seen + histogram[level] < count / 2 {
      seen += histogram[level]
      level += 1
    }
    // Within the level, for most pictures have little noise.
    let inside = Double(count / 2 - seen) / Double(max(1, histogram[level]))
    guard level > 0 else { return 0 }
    return (Double(level) - 0.5 + inside) / 0.6745 / 6.0.squareRoot()
  }
}
