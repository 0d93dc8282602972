/// Which sight is which track: the nearest pairs first.
///
/// Everything has already moved as far as it should, by itself and with all the rest, so that what is
/// left are errors of a few pixels, and crossing digits are told apart by where they go. Nearest first
/// is then what the best sum of distances would be, which costs the cube of the digits.
struct Matching {
  /// Positions of those that belong together.
  private(set) var pairs: [(track: Int, sight: Int)] = []

  /// The farthest that a digit may be from where it is expected, in digits' sizes: neighbours are
  /// nearly one apart.
  private static let reach = 0.8
  /// No digit becomes so many times larger or smaller from one frame to the next.
  private static let growth = 1.8
  /// What being another digit counts, in digits' sizes: between two places, not against one.
  private static let unlikeness = 0.3

  init(_ tracks: [Track], _ sights: [Sight]) {
    var possible: [(cost: Double, track: Int, sight: Int)] = []
    for (track, expected) in tracks.enumerated() {
      for (sight, seen) in sights.enumerated() {
        let (smaller, larger) = (
          min(expected.sight.size, seen.size), max(expected.sight.size, seen.size)
        )
        let reach = Self.reach * larger
        let way = seen.centre - expected.sight.centre
        guard abs(way.x) <= reach, abs(way.y) <= reach, way.length <= reach,
          larger <= Self.growth * smaller
        else { continue }
        let unlikeness = Self.unlikeness * (1 - expected.sight.likeness(to: seen))
        possible.append((way.length / larger + unlikeness, track, sight))
      }
    }
    // The order of equal ones is theirs in the stream, for the same frames to give the same.
    possible.sort { ($0.cost, $0.track, $0.sight) < ($1.cost, $1.track, $1.sight) }
    var (isKnown, isUsed) = (
      [Bool](repeating: false, count: tracks.count), [Bool](repeating: false, count: sights.count)
    )
    for (_, track, sight) in possible where !isKnown[track] && !isUsed[sight] {
      isKnown[track] = true
      isUsed[sight] = true
      pairs.append((track, sight))
    }
  }
}
