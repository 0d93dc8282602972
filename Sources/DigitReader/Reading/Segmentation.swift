internal import NeuralNetwork

/// Which marks make one digit: parts are joined, and what touches is cut, where the network is then
/// surer.
struct Segmentation {
  private(set) var candidates: [Candidate]
  private(set) var dropped: [Page.Dropped]
  /// Pixels of a typical digit's longest side.
  private(set) var size: Double

  private let examiner: Examiner

  /// Sizes of what may be a digit, of the typical one.
  private static let sizes = 0.35...2.6
  /// No digit is so many times wider than high.
  private static let flattest = 3
  /// What is fainter than this share of the digits that are sure is none.
  private static let faintest = 0.45
  /// How much surer one digit has to be than two, or two than one.
  private static let gain = 0.2

  init(_ marks: MarkSorter, examiner: Examiner) throws(ModelError) {
    self.examiner = examiner
    dropped = marks.dropped
    candidates = try examiner.candidates(of: marks.candidates)
    size = Self.typicalSize(candidates)
    try attach(marks.parts)
    try join()
    try cut()
    dropMisfits()
  }

  private mutating func dropMisfits() {
    let sure = candidates.filter { $0.sureness > 0.8 && $0.answer.label != 1 }
    let typical = MarkSorter.median(sure.map { ($0.strength, $0.box.longestSide) })
    let (all, range) = (candidates, Self.sizes.lowerBound * size...Self.sizes.upperBound * size)
    candidates = []
    for candidate in all {
      let box = candidate.box
      if candidate.strength < Self.faintest * typical {
        dropped.append(.init(box: box, reason: .faint))
      } else if !range.contains(Double(box.longestSide)) {
        dropped.append(.init(box: box, reason: .size))
      } else if box.width > Self.flattest * box.height {
        dropped.append(.init(box: box, reason: .line))
      } else {
        candidates.append(candidate)
      }
    }
  }

  /// Of those that are surely digits; of all where none is.
  private static func typicalSize(_ candidates: [Candidate]) -> Double {
    let sure = candidates.filter { $0.sureness > 0.8 }
    let sizes = (sure.isEmpty ? candidates : sure).map(\.box.longestSide)
    return max(
      Double(MarkSorter.smallest),
      MarkSorter.median(sizes.map { (value: Double($0), weight: $0) }))
  }

  /// Specks go to the digit that they touch nearly, or to none.
  private mutating func attach(_ parts: [Mark]) throws(ModelError) {
    var grown: [Int: Region] = [:]
    for part in parts {
      let near = candidates.indices.min {
        candidates[$0].box.distance(to: part.box) < candidates[$1].box.distance(to: part.box)
      }
      guard let near else { continue }
      let region = grown[near] ?? candidates[near].region
      let reach = examiner.ink.isFlat ? 0.4 : 0.15
      let isNear = Double(candidates[near].box.distance(to: part.box)) <= reach * size
      guard isNear, examiner.ink.isFlat || part.area * 30 >= region.area else {
        dropped.append(.init(box: part.box, reason: .speck))
        continue
      }
      grown[near] = region.joined(with: Region(part))
    }
    let places = grown.keys.sorted()
    let examined = try examiner.candidates(of: places.compactMap { grown[$0] })
    guard examined.count == places.count else { return }
    for (place, candidate) in zip(places, examined) {
      // In a drawing every dot is meant.
      if examiner.ink.isFlat || candidate.sureness >= candidates[place].sureness - Self.gain {
        candidates[place] = candidate
      }
    }
  }

  /// Joins neighbours of which at least one is small, or no digit by itself.
  private mutating func join() throws(ModelError) {
    for _ in 0..<2 {
      var pairs: [(Int, Int)] = []
      let order = candidates.indices.sorted { candidates[$0].box.x < candidates[$1].box.x }
      for (position, first) in order.enumerated() {
        for second in order[(position + 1)...] {
          let (a, b) = (candidates[first], candidates[second])
          guard Double(b.box.x - a.box.right) <= 0.4 * size else { break }
          let union = a.box.union(b.box)
          let isSmall = Double(min(a.box.longestSide, b.box.longestSide)) < 0.6 * size
          // Where there are few marks, none tells how large digits are.
          let largest = candidates.count <= 3 ? 2.3 : 1.5
          guard Double(a.box.distance(to: b.box)) <= 0.4 * size,
            Double(union.longestSide) <= largest * size,
            isSmall || examiner.ink.isFlat || min(a.sureness, b.sureness) < 0.8
              || isStacked(a.box, b.box)
          else { continue }
          pairs.append((first, second))
        }
      }
      guard !pairs.isEmpty else { return }
      let regions = pairs.map { candidates[$0.0].region.joined(with: candidates[$0.1].region) }
      let unions = try examiner.candidates(of: regions)
      guard unions.count == pairs.count else { return }
      var gone: Set<Int> = []
      var joined: [Candidate] = []
      for (index, union) in zip(pairs.indices, unions).sorted(by: { $0.1.sureness > $1.1.sureness })
      {
        let (first, second) = pairs[index]
        guard gone.isDisjoint(with: [first, second]) else { continue }
        let (a, b) = (candidates[first], candidates[second])
        // In a drawing every dot is meant.
        let isDot =
          examiner.ink.isFlat
          && (Double(min(a.box.longestSide, b.box.longestSide)) < Self.sizes.lowerBound * size
            || 7 * min(a.region.area, b.region.area) < max(a.region.area, b.region.area))
        let isBroken = isStacked(a.box, b.box) && union.sureness > 0.5
        guard isDot || isBroken || union.sureness > min(a.sureness, b.sureness) + Self.gain else {
          continue
        }
        gone.formUnion([first, second])
        joined.append(union)
      }
      guard !joined.isEmpty else { return }
      candidates = candidates.enumerated().filter { !gone.contains($0.0) }.map(\.1) + joined
    }
  }

  /// One is so close above the other that they are on no two lines.
  private func isStacked(_ a: Box, _ b: Box) -> Bool {
    10 * a.overlapAcross(b) >= 7 * min(a.width, b.width)
      && Double(-a.overlapDown(b)) < 0.15 * size && 2 * a.overlapDown(b) < min(a.height, b.height)
  }

  /// Cuts what is too wide for one digit, or none.
  private mutating func cut() throws(ModelError) {
    for _ in 0..<3 {
      let wide = candidates.indices.filter { index in
        let candidate = candidates[index]
        let width = Double(candidate.box.width)
        return width > 0.85 * size && width > 0.8 * Double(candidate.box.height)
          && candidate.sureness < 0.7 || width > 1.8 * size
      }
      let cuts = wide.flatMap { index in candidates[index].region.cuts().map { (index, $0) } }
      guard !cuts.isEmpty else { return }
      let halves = try examiner.candidates(of: cuts.flatMap { [$0.1.left, $0.1.right] })
      guard halves.count == 2 * cuts.count else { return }
      var best: [Int: (sureness: Double, cut: Int)] = [:]
      for (cut, (index, _)) in cuts.enumerated() {
        let (left, right) = (halves[2 * cut], halves[2 * cut + 1])
        // More than two digits: one half may still have to be cut.
        let isLong = Double(candidates[index].box.width) > 1.6 * size
        let sureness =
          isLong ? max(left.sureness, right.sureness) : min(left.sureness, right.sureness)
        let isLargeEnough = Double(min(left.box.height, right.box.height)) >= 0.55 * size
        if isLargeEnough, sureness > max(0.5, candidates[index].sureness + Self.gain),
          sureness > best[index]?.sureness ?? 0
        {
          best[index] = (sureness, cut)
        }
      }
      guard !best.isEmpty else { return }
      let pieces = best.keys.sorted().flatMap { index -> [Candidate] in
        guard let cut = best[index]?.cut else { return [] }
        return [halves[2 * cut], halves[2 * cut + 1]]
      }
      candidates = candidates.enumerated().filter { best[$0.0] == nil }.map(\.1) + pieces
    }
  }
}
