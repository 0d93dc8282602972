/// How far everything moved since the last frame, more than it was going to: what a jolt of the camera
/// does.
///
/// Each pair of a digit then and a digit now votes for the way between them, as much as they are alike;
/// true pairs vote for one way, and all others for many. So a page may jump by two digits, where
/// every digit by itself would be taken for its neighbour.
struct CommonMotion {
  /// Pixels.
  private(set) var distance = SIMD2(0.0, 0.0)

  /// Cells a digit's size, and sizes that a page may jump.
  private static let cells = 4, reach = 2
  /// Cells along each axis; the origin is the corner of four.
  private static let side = 2 * reach * cells
  /// How much less the farthest way counts than none: a row of equal digits stays where it is.
  private static let inertia = 0.2
  /// The share of the digits that has to agree.
  private static let quorum = 0.5
  /// How far the edges of a digit's ink are off from one frame to the next, in digits' sizes.
  private static let noise = 0.08

  init(from tracks: [Track], to sights: [Sight]) {
    let tracks = tracks.filter { $0.missed <= Track.longestShown }
    guard !tracks.isEmpty, !sights.isEmpty else { return }
    let size = Sight.typicalSize(sights.map(\.size))
    let cell = size / Double(Self.cells)
    // Weight, and ways times weight.
    var votes = [SIMD3<Double>](repeating: .zero, count: Self.side * Self.side)
    for track in tracks {
      for sight in sights {
        let way = sight.centre - track.sight.centre
        let place = (way / cell).rounded(.down) + Double(Self.side / 2)
        guard place.min() >= 0, place.max() < Double(Self.side) else { continue }
        votes[Int(place.y) * Self.side + Int(place.x)] +=
          sight.likeness(to: track.sight) * SIMD3(1, way.x, way.y)
      }
    }

    var (best, count) = (0.0, 1.0)
    for row in 0..<Self.side - 1 {
      for column in 0..<Self.side - 1 {
        let first = row * Self.side + column
        let sum =
          votes[first] + votes[first + 1] + votes[first + Self.side] + votes[first + Self.side + 1]
        guard sum.x >= Self.quorum * Double(tracks.count) else { continue }
        let way = SIMD2(sum.y, sum.z) / sum.x
        let farthest = Double(Self.reach) * size
        let score = sum.x * (1 - Self.inertia * way.length / farthest)
        if score > best { (best, count, distance) = (score, sum.x, way) }
      }
    }
    // What may be the noise of so few digits is left to each digit's own filter.
    let noise = Self.noise * size / count.squareRoot()
    let ratio = noise / max(distance.length, noise)
    distance *= 1 - ratio * ratio
  }
}
