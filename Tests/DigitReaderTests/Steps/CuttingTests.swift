import Testing

@testable import DigitReader

/// Where regions are cut that may be two digits.
struct CuttingTests {
  private func disc(_ x: Double, _ y: Double, _ radius: Double, hole: Double = 0) -> (Int, Int) ->
    Int
  {
    { row, column in
      let (down, across) = (Double(row) - y, Double(column) - x)
      let distance = (down * down + across * across).squareRoot()
      return distance <= radius && distance >= hole ? 1 : 0
    }
  }

  private func region(_ mask: Plane) throws -> Region {
    let marks = Mark.all(in: mask)
    try #require(marks.count == 1)
    return Region(marks[0])
  }

  private func places(_ region: Region, _ width: Int) -> Set<Int> {
    region.marks.reduce(into: []) { $0.formUnion($1.places(inWidth: width)) }
  }

  @Test func touchingDiscsAreCutBetweenThem() throws {
    let (left, right) = (disc(20, 20, 12), disc(43, 22, 12))
    let region = try region(.each(64, 44) { max(left($0, $1), right($0, $1)) })
    let cuts = region.cuts()
    #expect(!cuts.isEmpty)
    let best = try #require(
      cuts.min { abs($0.left.area - $0.right.area) < abs($1.left.area - $1.right.area) })
    // All but the few pixels where they touch.
    let whole = Plane.each(64, 44, left).places
    #expect(places(best.left, 64).symmetricDifference(whole).count <= 12)
    #expect(abs(best.left.box.right - 32) <= 2 && abs(best.right.box.x - 32) <= 2)
  }

  @Test func everyCutKeepsEveryPixelOnce() throws {
    for seed in 0..<20 {
      let mask = Plane.random(30, 20, seed: UInt64(seed), in: 0...2)
      for mark in Mark.all(in: mask) {
        for cut in Region(mark).cuts() {
          let (left, right) = (places(cut.left, 30), places(cut.right, 30))
          #expect(left.isDisjoint(with: right))
          #expect(left.union(right) == mark.places(inWidth: 30))
          #expect(cut.left.area + cut.right.area == mark.area)
        }
      }
    }
  }

  /// A way through it meets ink twice.
  @Test func aRingIsNotCut() throws {
    let ring = try region(.each(44, 44, disc(21, 21, 18, hole: 14)))
    #expect(ring.cuts().isEmpty)
    let disc = try region(.each(44, 44, disc(21, 21, 18)))
    #expect(!disc.cuts().isEmpty)
  }

  /// The seam goes round what stands in its way: 4 and 7, say, lean over each other.
  @Test func aSlantedGapIsFollowed() throws {
    let mask = Plane.each(60, 40) { row, column in
      let middle = 20 + row / 2
      return row == 20 || abs(column - middle) > 3 && abs(column - middle) < 12 ? 1 : 0
    }
    let region = try region(mask)
    func isLeft(_ place: Int) -> Bool { place % 60 < 20 + place / 60 / 2 }
    let right = region.cuts().map { cut in
      places(cut.left, 60).count(where: isLeft) + places(cut.right, 60).count { !isLeft($0) }
    }
    #expect(right.max() ?? 0 >= mask.places.count - 6)
  }

  @Test(arguments: 1...8) func narrowRegionsNeverTrap(width: Int) throws {
    for height in 1...8 {
      let cuts = try region(.even(width, height, 1)).cuts()
      if width < 6 { #expect(cuts.isEmpty) }
      for cut in cuts { #expect(cut.left.area + cut.right.area == width * height) }
    }
  }
}
