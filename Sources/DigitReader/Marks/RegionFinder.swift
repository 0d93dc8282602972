/// Sorts marks: which may be digits, which are parts of one, and which are neither.
struct RegionFinder {
  let regions: [Region]
  let height: Int

  init(_ ink: Ink) {
    let marks = Mark.all(in: ink.mask)
    let sizes = marks.filter { $0.box.longestSide >= 6 }.sorted { $0.box.longestSide < $1.box.longestSide }
    let all = sizes.reduce(0) { $0 + $1.area }
    var seen = 0
    var typical = 0
    for mark in sizes {
      seen += mark.area
      typical = mark.box.longestSide
      if 2 * seen >= all { break }
    }
    height = typical
    var regions = marks.filter { $0.box.longestSide * 3 >= typical && $0.box.longestSide <= 3 * typical && $0.box.longestSide >= 8 }.map(Region.init)
    for part in marks where part.box.longestSide * 3 < typical {
      let near = regions.indices.min { Self.gap(regions[$0].box, part.box) < Self.gap(regions[$1].box, part.box) }
      if let near, Self.gap(regions[near].box, part.box) * 6 < typical, ink.isFlat || part.area * 25 > regions[near].area {
        regions[near].add(Region(part))
      }
    }
    self.regions = regions
  }

  static func gap(_ a: Box, _ b: Box) -> Int { max(-a.overlapAcross(b), -a.overlapDown(b), 0) }
}
