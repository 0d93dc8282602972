/// From how far each pixel is from its paper to which are ink.
struct Threshold {
  /// A pixel is ink if it has so much of the strength that ink has nearby.
  private static let share = 0.5
  /// So much is enough for a pixel that is near ink: in the square of this size around it.
  private static let weakShare = 0.3
  private static let reach = 5
  /// Of the strength that is typical of the page, what ink has at least.
  private static let leastShare = 0.35
  /// So many strokes' widths is a crop of one digit, at most; and of its strongest ink, what ink has at
  /// least.
  private static let sizeOfCrop = 4
  private static let cropShare = 0.33
  /// Lines are followed down to this share of it.
  private static let lineShare = 0.1

  private var strength: Plane
  private let tile: Int
  private let histogram: Histogram
  /// The strongest ink in and around each tile.
  private let nearby: Plane
  /// The strength of the strongest tenth of the tiles with ink.
  private let typical: Int
  /// What is weaker is the paper's own unevenness.
  private let least: Int
  private var isFlat: Bool

  /// - Parameters:
  ///   - strength: How far each pixel is from its paper, in the direction of the ink.
  ///   - size: No stroke is wider.
  ///   - noise: The picture's noise, in grey levels.
  ///   - isPaperFlat: The paper has one shade only.
  init(_ strength: Plane, size: Int, noise: Double, isPaperFlat: Bool) {
    self.strength = strength
    tile = max(16, size)
    histogram = Histogram(strength)
    // From the lower half, for ink may cover nearly as much of a tight crop.
    let paper = histogram.level(above: 0.5)
    let uneven = paper + 6 * (paper - histogram.level(above: 0.25))
    let peaks = strength.blurred().peaks(ofTiles: tile)
    // A crop of one digit may be half ink, and have no paper to tell what is uneven.
    let isCrop = max(strength.width, strength.height) <= Self.sizeOfCrop * size
    let most = isCrop ? Int(Self.cropShare * Double(peaks.bytes.max() ?? 0)) : 255
    let leastOfMany = min(255, max(8, min(uneven, most), Int(6 * noise)))

    let strong = peaks.bytes.filter { Int($0) >= (noise == 0 && isPaperFlat ? 1 : leastOfMany) }
      .sorted()
    typical = strong.isEmpty ? 0 : Int(strong[strong.count * 9 / 10])
    nearby = peaks.dilated(by: 3)
    // A scan may be so bright that noise is cut off: what is left of it tells it from a drawing.
    let faint = histogram.count(in: 1..<max(2, typical / 16))
    isFlat = noise == 0 && isPaperFlat && faint <= histogram.count(in: max(1, typical / 2)..<256)
    least = isFlat ? 1 : leastOfMany
  }

  /// Which pixels are ink, once printed lines are taken away.
  func ink() -> Ink {
    var copy = self
    if copy.eraseLines() { copy.isFlat = false }
    var mask = copy.mask(share: Self.share)
    if !copy.isFlat {
      // Weaker ink beside ink: what a pen that hardly touched left between two parts of a stroke.
      let near = mask.dilated(by: Self.reach)
      mask = .least(of: near, copy.mask(share: Self.weakShare))
    }
    return Ink(strength: copy.strength, mask: mask, isFlat: copy.isFlat)
  }

  private mutating func eraseLines() -> Bool {
    let lines = PrintedLines(extent: min(strength.width, strength.height))
    let weakest = UInt8(clamping: max(least, Int(Self.lineShare * Double(typical))))
    // Both from the whole: where lines cross, each is part of the other.
    var transposed = strength.transposed
    let standing = lines.erase(from: &strength, least: weakest)
    let lying = lines.erase(from: &transposed, least: weakest)
    if lying > 0 { strength = .least(of: strength, transposed.transposed) }
    return standing + lying > 0
  }

  private func mask(share: Double) -> Plane {
    let (width, height) = (strength.width, strength.height)
    return Plane(width: width, height: height) { mask in
      strength.bytes.withUnsafeBufferPointer { strength in
        for row in 0..<height {
          for left in stride(from: 0, to: width, by: tile) {
            let limit = isFlat ? 1 : limit(row: row, column: left, share: share)
            for place in row * width + left..<row * width + min(left + tile, width) {
              mask[place] = strength[place] >= limit ? 1 : 0
            }
          }
        }
      }
    }
  }

  /// The weakest ink in the tile of a pixel.
  private func limit(row: Int, column: Int, share: Double) -> UInt8 {
    let peak = nearby[min(row / tile, nearby.height - 1), min(column / tile, nearby.width - 1)]
    let strongest = max(Double(peak), Self.leastShare * Double(typical))
    return UInt8(clamping: max(least, Int((share * strongest).rounded(.up))))
  }
}
