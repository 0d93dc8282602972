/// The digits of a stream, and which of them each frame shows.
struct Tracks {
  /// In the order in which they were first seen.
  private(set) var all: [Track] = []
  private var nextIdentity = 0

  /// Begins a new scene; identities go on.
  mutating func forgetAll() { all = [] }

  /// One more frame.
  mutating func take(_ sights: [Sight]) {
    for index in all.indices { all[index].advance() }
    let motion = CommonMotion(from: all, to: sights).distance
    for index in all.indices { all[index].move(by: motion) }

    let pairs = Matching(all, sights).pairs
    var seen = [Sight?](repeating: nil, count: all.count)
    for pair in pairs { seen[pair.track] = sights[pair.sight] }
    for (index, sight) in seen.enumerated() {
      if let sight { all[index].see(sight) } else { all[index].miss() }
    }
    all.removeAll(where: \.isGone)
    let known = Set(pairs.map(\.sight))
    all += sights.indices.filter { !known.contains($0) }.map { Track(sights[$0]) }
    nameNew()
  }

  /// Gives those an identity that have been seen often enough.
  private mutating func nameNew() {
    for index in all.indices {
      let track = all[index]
      guard track.identity == nil, track.missed == 0, track.isSeenTwice else { continue }
      // A digit read as two, or two as one, for a moment: the old ones are still there.
      let isHidden = all.contains {
        $0.isShown && $0.missed > 0 && $0.box.coversMost(of: track.box)
      }
      guard !isHidden else { continue }
      all[index].identity = nextIdentity
      nextIdentity += 1
    }
  }
}

extension Box {
  /// Half of the smaller box is in the other.
  fileprivate func coversMost(of other: Box) -> Bool {
    let (across, down) = (overlapAcross(other), overlapDown(other))
    let smaller = min(width * height, other.width * other.height)
    return across > 0 && down > 0 && 2 * across * down > smaller
  }
}
