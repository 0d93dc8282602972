/// The connected parts of a digit, and of the paper around it and within it.
struct Regions {
  /// Pixels that hang together, all of them ink or none.
  struct Region {
    let isInk: Bool
    var pixels: [Int] = []
    /// The first and the last column.
    var columns = (Int.max, Int.min)
  }

  private(set) var all: [Region] = []

  /// The regions of what is covered by more than a limit and of what is not.
  init(of plane: Plane, above limit: Float) {
    let (width, height) = (plane.width, plane.height)
    var seen = [Bool](repeating: false, count: width * height)
    var stack: [Int] = []
    let ways = [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1)]
    for start in 0..<width * height where !seen[start] {
      var region = Region(isInk: plane.values[start] > limit)
      seen[start] = true
      stack.append(start)
      while let place = stack.popLast() {
        let (x, y) = (place % width, place / width)
        region.pixels.append(place)
        region.columns = (min(region.columns.0, x), max(region.columns.1, x))
        // Ink holds together over corners, paper does not.
        for (dx, dy) in ways.prefix(region.isInk ? 8 : 4) {
          let (u, v) = (x + dx, y + dy)
          guard u >= 0, u < width, v >= 0, v < height else { continue }
          let next = v * width + u
          guard !seen[next], (plane.values[next] > limit) == region.isInk else { continue }
          seen[next] = true
          stack.append(next)
        }
      }
      all.append(region)
    }
  }

  /// Number of regions of ink, or of those without, that are of more than so many pixels.
  func count(ofInk isInk: Bool, largerThan size: Int) -> Int {
    all.count { $0.isInk == isInk && $0.pixels.count > size }
  }
}

extension Plane {
  /// Without specks, and without what a neighbour left at the side when the digit was cut out.
  func withoutScraps() -> Plane {
    let limit: Float = 0.25
    let parts = Regions(of: self, above: limit).all.filter(\.isInk)
    guard parts.count > 1,
      let body = parts.max(by: { $0.pixels.count < $1.pixels.count })
    else { return self }
    var result = self
    for part in parts {
      let share = Float(part.pixels.count) / Float(body.pixels.count)
      let isBeside =
        part.columns.1 < body.columns.0 || part.columns.0 > body.columns.1
      guard share < 0.03 || isBeside && share < 0.25 else { continue }
      for place in part.pixels {
        let (x, y) = (place % width, place / width)
        for v in max(0, y - 2)...min(height - 1, y + 2) {
          for u in max(0, x - 2)...min(width - 1, x + 2)
          where self[u, v] <= limit || (u, v) == (x, y) { result[u, v] = 0 }
        }
      }
    }
    return result
  }
}
