/// How many parts a digit has and how many holes, each of more than a few pixels.
struct Topology: Hashable {
  let parts, holes: Int

  /// The parts and holes of what covers more than half of a pixel.
  init(of plane: Plane) {
    let (width, height) = (plane.width + 2, plane.height + 2)
    // Paper all around, so that what is outside is one region.
    var isInk = [Bool](repeating: false, count: width * height)
    for y in 0..<plane.height {
      for x in 0..<plane.width { isInk[(y + 1) * width + x + 1] = plane[x, y] > 0.5 }
    }
    var seen = [Bool](repeating: false, count: width * height)
    var stack: [Int] = []
    func size(from start: Int) -> Int {
      let ink = isInk[start]
      var size = 0
      seen[start] = true
      stack.append(start)
      while let place = stack.popLast() {
        size += 1
        let (x, y) = (place % width, place / width)
        for (dx, dy) in [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1)] {
          // Ink holds together over corners, paper does not.
          guard ink || dx == 0 || dy == 0 else { continue }
          let (u, v) = (x + dx, y + dy)
          guard u >= 0, u < width, v >= 0, v < height else { continue }
          let next = v * width + u
          guard !seen[next], isInk[next] == ink else { continue }
          seen[next] = true
          stack.append(next)
        }
      }
      return size
    }
    var (parts, papers) = (0, 0)
    for start in 0..<width * height where !seen[start] {
      let ink = isInk[start]
      guard size(from: start) > 3 else { continue }
      if ink { parts += 1 } else { papers += 1 }
    }
    self.parts = parts
    holes = papers - 1
  }
}
