internal import NeuralNetwork

extension Segmentation {
  /// How far apart the parts of one digit may be, in sizes.
  private static let reach = 0.4
  /// Sizes of what is small beside a digit; of a whole digit; of one where so few marks are on the page
  /// that none tells how large digits are.
  private static let small = 0.6
  private static let largest = 1.5
  private static let largestOfFew = (sizes: 2.3, marks: 3)
  /// The most pairs that are looked at, for each mark: digits lie in rows, and have few neighbours.
  private static let mostPairs = 4

  /// Joins neighbours of which at least one is small, or no digit by itself.
  mutating func join() throws(ModelError) {
    // Twice, for digits of three parts.
    for _ in 0..<2 {
      let pairs = pairs
      guard !pairs.isEmpty else { return }
      let regions = pairs.map { candidates[$0.0].region.joined(with: candidates[$0.1].region) }
      let unions = try examiner.candidates(of: regions)
      var gone: Set<Int> = []
      var joined: [Candidate] = []
      for (pair, union) in zip(pairs, unions).sorted(by: { $0.1.sureness > $1.1.sureness })
      where gone.isDisjoint(with: [pair.0, pair.1])
        && isOne(candidates[pair.0], candidates[pair.1], together: union)
      {
        gone.formUnion([pair.0, pair.1])
        joined.append(union)
      }
      guard !joined.isEmpty else { return }
      candidates = candidates.enumerated().filter { !gone.contains($0.0) }.map(\.1) + joined
    }
  }

  /// Neighbours that may be parts of one digit.
  private var pairs: [(Int, Int)] {
    let few = candidates.count <= Self.largestOfFew.marks
    let largest = (few ? Self.largestOfFew.sizes : Self.largest) * size
    let order = candidates.indices.sorted { candidates[$0].box.x < candidates[$1].box.x }
    var pairs: [(Int, Int)] = []
    for (position, first) in order.enumerated() {
      for second in order[(position + 1)...] {
        let (a, b) = (candidates[first], candidates[second])
        guard Double(b.box.x - a.box.right) <= Self.reach * size else { break }
        guard Double(a.box.distance(to: b.box)) <= Self.reach * size,
          Double(a.box.union(b.box).longestSide) <= largest
        else { continue }
        let isSmall = Double(min(a.box.longestSide, b.box.longestSide)) < Self.small * size
        if isSmall || examiner.ink.isFlat || !a.isSure || !b.isSure
          || isStacked(a.box, b.box)
        {
          pairs.append((first, second))
        }
      }
    }
    // Nearest first, as many as a picture's area allows: circles within circles are all neighbours.
    func distance(_ pair: (Int, Int)) -> Int {
      candidates[pair.0].box.distance(to: candidates[pair.1].box)
    }
    pairs.sort { distance($0) < distance($1) }
    let area = examiner.ink.mask.width * examiner.ink.mask.height
    let count = pairs.countFitting(MarkSorter.mostArea * area) {
      candidates[$0.0].box.union(candidates[$0.1].box).area
    }
    return Array(pairs.prefix(min(count, Self.mostPairs * candidates.count)))
  }

  /// Whether two are one digit, given what the network says of both together.
  private func isOne(_ a: Candidate, _ b: Candidate, together union: Candidate) -> Bool {
    if union.sureness > min(a.sureness, b.sureness) + Self.gain { return true }
    if isStacked(a.box, b.box) && union.sureness > 0.5 { return true }
    // In a drawing every dot is meant.
    guard examiner.ink.isFlat else { return false }
    let side = Double(min(a.box.longestSide, b.box.longestSide))
    return side < Self.sizes.lowerBound * size
      || 7 * min(a.region.area, b.region.area) < max(a.region.area, b.region.area)
      || side < Self.small * size && union.sureness > 0.5
  }

  /// One is so close above the other that they are on no two lines.
  private func isStacked(_ a: Box, _ b: Box) -> Bool {
    10 * a.overlapAcross(b) >= 7 * min(a.width, b.width)
      && Double(-a.overlapDown(b)) < 0.15 * size && 2 * a.overlapDown(b) < min(a.height, b.height)
  }
}
