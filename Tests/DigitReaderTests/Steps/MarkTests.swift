import Testing

@testable import DigitReader

extension Mark {
  /// Its pixels, as places in a plane so wide.
  func places(inWidth width: Int) -> Set<Int> {
    Set(runs.flatMap { run in (run.start..<run.end).map { Int(run.row) * width + Int($0) } })
  }
}

struct MarkTests {
  /// Pixels that can be reached from each other over sides and corners.
  private func flooded(_ mask: Plane) -> Set<Set<Int>> {
    var left = mask.places
    var all: Set<Set<Int>> = []
    while let first = left.first {
      var (mark, open) = (Set([first]), [first])
      left.remove(first)
      while let place = open.popLast() {
        for row in max(0, place / mask.width - 1)...min(mask.height - 1, place / mask.width + 1) {
          let column = place % mask.width
          for x in max(0, column - 1)...min(mask.width - 1, column + 1) {
            let other = row * mask.width + x
            if left.remove(other) != nil {
              mark.insert(other)
              open.append(other)
            }
          }
        }
      }
      all.insert(mark)
    }
    return all
  }

  @Test(arguments: Plane.sizes) func marksAreWhatHangsTogether(width: Int, height: Int) {
    for (seed, rarity) in [2, 3, 4, 6, 20].enumerated() {
      var noise = SplitMix(state: UInt64(seed))
      let mask = Plane.each(width, height) { _, _ in
        noise.next() % UInt64(rarity) == 0 ? 1 : 0
      }
      let marks = Mark.all(in: mask)
      #expect(marks.count == flooded(mask).count)
      #expect(Set(marks.map { $0.places(inWidth: width) }) == flooded(mask))
      for mark in marks {
        let places = mark.places(inWidth: width)
        #expect(mark.area == places.count)
        var alone = Plane.even(width, height)
        for place in places { alone.bytes[place] = 1 }
        #expect(mark.box == alone.boxOfInk)
      }
    }
  }

  @Test func nothingAndEverything() {
    #expect(Mark.all(in: .even(7, 5)).isEmpty)
    let whole = Mark.all(in: .even(7, 5, 255))
    #expect(whole.map(\.area) == [35])
    #expect(whole.map(\.box) == [Box(x: 0, y: 0, width: 7, height: 5)])
  }

  /// Spirals and combs are joined late.
  @Test func whatIsJoinedAtTheEndIsOne() {
    let comb = Plane.each(41, 20) { row, column in row == 19 || column % 2 == 0 ? 1 : 0 }
    #expect(Mark.all(in: comb).count == 1)
    let spiral = Plane(
      drawn: """
        #########
        ........#
        .######.#
        .#....#.#
        .#.##.#.#
        .#..###.#
        .#......#
        .########
        """)
    #expect(Mark.all(in: spiral).count == 1)
    #expect(Mark.all(in: Plane(drawn: "#.#\n.#.\n#.#")).count == 1)
    #expect(Mark.all(in: Plane(drawn: "#..\n..#\n#..")).count == 3)
  }

  @Test func strokeAndThicknessAreThoseOfThePen() {
    func mark(_ width: Int, _ height: Int) -> Mark {
      var mask = Plane.even(100, 100)
      mask.fill(Box(x: 3, y: 4, width: width, height: height), with: 1)
      return Mark.all(in: mask)[0]
    }
    #expect(mark(4, 50).stroke == 4 && mark(4, 50).thickness == 4)
    #expect(mark(50, 4).stroke == 4 && mark(50, 4).thickness == 4)
    #expect(mark(1, 1).stroke == 1)
  }

  @Test func addingKeepsEveryPixel() {
    let mask = Plane(drawn: "##...\n.....\n...##")
    let marks = Mark.all(in: mask)
    var both = marks[0]
    both.add(marks[1])
    #expect(both.area == 4 && both.box == Box(x: 0, y: 0, width: 5, height: 3))
    #expect(both.places(inWidth: 5) == mask.places)
    let region = Region(marks[0]).joined(with: Region(marks[1]))
    #expect(region.area == 4 && region.box == both.box && region.marks.count == 2)
  }

  @Test func strengthIsTheMeanOfTheInk() {
    let strength = Plane.random(13, 7)
    let mask = Plane.random(13, 7, seed: 8, in: 0...1)
    let ink = Ink(strength: strength, mask: mask, isFlat: false)
    for mark in Mark.all(in: mask) {
      let places = mark.places(inWidth: 13)
      let sum = places.reduce(0) { $0 + Int(strength.bytes[$1]) }
      #expect(mark.meanStrength(in: ink) == Double(sum) / Double(places.count))
    }
  }
}
