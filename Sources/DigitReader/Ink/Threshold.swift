/// Which pixels are ink, from how far they are from their paper.
struct Threshold {
  let ink: Ink

  /// A pixel is ink if it is so much of what ink is nearby.
  private static let share = 0.5

  init(_ original: Plane, size: Int, noise: Double, isFlat isPaperFlat: Bool) {
    var strength = original
    let (width, height) = (strength.width, strength.height)
    var histogram = [Int](repeating: 0, count: 256)
    for byte in strength.bytes { histogram[Int(byte)] += 1 }
    let paper = Self.level(of: histogram, above: 0.5)
    let spread = Self.level(of: histogram, above: 0.75) - paper
    var isFlat = noise == 0 && isPaperFlat
    // Where ink covers more than a quarter of the picture, the spread is the ink's.
    let least = isFlat ? 1 : min(255, max(8, paper + 5 * spread, Int(6 * noise)))

    // What ink is nearby: the strongest of each tile, and of the tiles around it.
    let tile = max(16, size)
    let peaks = strength.blurred().peaks(ofTiles: tile)
    let strong = peaks.bytes.filter { Int($0) >= least }.sorted()
    let typical = strong.isEmpty ? 0 : Int(strong[strong.count * 9 / 10])
    let nearby = peaks.dilated(by: 3)
    // Not drawn, but so bright that noise was cut off: it shows where the paper is not quite white.
    let faint = histogram[1..<max(2, typical / 16)].reduce(0, +)
    if faint > histogram[max(1, typical / 2)...].reduce(0, +) { isFlat = false }
    let lines = PrintedLines(extent: min(width, height))
    let weakest = UInt8(max(least, typical / 10))
    // Both before either: where lines cross, each is part of the other.
    var across = strength.transposed
    let standing = lines.erase(from: &strength, least: weakest)
    let lying = lines.erase(from: &across, least: weakest)
    if lying > 0 { strength = .least(of: strength, across.transposed) }
    if standing + lying > 0 { isFlat = false }
    var mask = [UInt8](repeating: 0, count: width * height)
    for row in 0..<height {
      for column in 0..<width {
        let place = row * width + column
        let byte = Int(strength.bytes[place])
        guard byte >= least else { continue }
        let peak = max(
          Int(nearby[min(row / tile, nearby.height - 1), min(column / tile, nearby.width - 1)]),
          typical * 35 / 100)
        if Double(byte) >= Self.share * Double(peak) { mask[place] = 1 }
      }
    }
    if isFlat { mask = strength.bytes.map { $0 > 0 ? 1 : 0 } }
    ink = Ink(
      strength: strength, mask: Plane(width: width, height: height, bytes: mask), widest: size,
      noise: noise, isFlat: isFlat)
  }

  private static func level(of histogram: [Int], above share: Double) -> Int {
    let wanted = Int(share * Double(histogram.reduce(0, +)))
    var seen = 0
    for (level, count) in histogram.enumerated() {
      seen += count
      if seen > wanted { return level }
    }
    return 255
  }
}

extension Plane {
  /// The brightest pixel of each tile.
  func peaks(ofTiles size: Int) -> Plane {
    let (columns, rows) = (max(1, width / size), max(1, height / size))
    var bytes = [UInt8](repeating: 0, count: rows * columns)
    for row in 0..<height {
      for column in 0..<width {
        let tile = min(row / size, rows - 1) * columns + min(column / size, columns - 1)
        bytes[tile] = max(bytes[tile], self.bytes[row * width + column])
      }
    }
    return Plane(width: columns, height: rows, bytes: bytes)
  }
}
