/// How many pixels of a plane have each of the 256 levels.
struct Histogram {
  private var counts = [Int](repeating: 0, count: 256)
  private let total: Int

  init(_ plane: Plane) {
    for byte in plane.bytes { counts[Int(byte)] += 1 }
    total = plane.bytes.count
  }

  /// Pixels with one of these levels.
  func count(in levels: Range<Int>) -> Int { counts[levels.clamped(to: 0..<256)].reduce(0, +) }

  /// The level that this share of the pixels lies below.
  func level(above share: Double) -> Int {
    let wanted = Int(share * Double(total))
    var seen = 0
    for (level, count) in counts.enumerated() {
      seen += count
      if seen > wanted { return level }
    }
    return 255
  }

  /// The share of the most frequent level.
  var largestShare: Double { Double(counts.max() ?? 0) / Double(max(1, total)) }
}

extension Plane {
  /// The brightest pixel of each tile of `size · size` pixels; what remains belongs to the last ones.
  func peaks(ofTiles size: Int) -> Plane {
    let (columns, rows) = (max(1, width / size), max(1, height / size))
    var peaks = Plane(
      width: columns, height: rows, bytes: [UInt8](repeating: 0, count: rows * columns))
    bytes.withUnsafeBufferPointer { pixels in
      for row in 0..<height {
        let line = min(row / size, rows - 1) * columns
        for column in 0..<columns {
          let end = column == columns - 1 ? width : (column + 1) * size
          var peak = peaks.bytes[line + column]
          for place in row * width + column * size..<row * width + end {
            peak = pixels[place] > peak ? pixels[place] : peak
          }
          peaks.bytes[line + column] = peak
        }
      }
    }
    return peaks
  }
}
