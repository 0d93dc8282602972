import Testing

@testable import DigitReader

/// Digits of 40 pixels whose places are known.
struct TracksTests {
  private var tracks = Tracks()

  private func sight(
    _ label: Int, _ x: Double, _ y: Double = 100, confidence: Double = 0.99
  ) -> Sight {
    var probabilities = [Double](repeating: (1 - confidence) / 20, count: 10)
    probabilities[label] = confidence
    return Sight(centre: SIMD2(x, y), extent: SIMD2(24, 40), probabilities: probabilities)
  }

  /// Where each shown digit is, by identity.
  private var places: [Int: Int] {
    Dictionary(
      uniqueKeysWithValues: tracks.all.filter(\.isShown).compactMap { track in
        track.identity.map { ($0, Int(track.sight.centre.x.rounded())) }
      })
  }

  private var shownLabels: [Int] { tracks.all.filter(\.isShown).map(\.label) }

  /// Even the same digit twice: they go on as they went.
  @Test(arguments: [3, 8]) mutating func crossingDigitsKeepTheirIdentities(other: Int) {
    for frame in 0..<20 {
      let way = 10 * Double(frame)
      tracks.take([sight(3, 100 + way, 97), sight(other, 280 - way, 103)])
    }
    #expect(places == [0: 290, 1: 90])
  }

  /// Where they touch, the reader finds neither.
  @Test mutating func crossingDigitsAreMissedAndKeepTheirIdentities() {
    for frame in 0..<20 {
      let way = 10 * Double(frame)
      tracks.take((8...10).contains(frame) ? [] : [sight(3, 100 + way), sight(3, 280 - way)])
    }
    let found = places
    #expect(abs((found[0] ?? 0) - 290) <= 4 && abs((found[1] ?? 0) - 90) <= 4)
  }

  /// A digit's width and a half: every one is nearest to where its neighbour was.
  @Test mutating func aJoltMovesAllAlike() {
    let labels = [3, 1, 4, 1, 5, 9]
    func line(_ shift: Double) -> [Sight] {
      labels.enumerated().map { sight($1, 100 + 30 * Double($0) + shift) }
    }
    for _ in 0..<3 { tracks.take(line(0)) }
    tracks.take(line(45))
    #expect(tracks.all.map(\.identity) == [0, 1, 2, 3, 4, 5])
    #expect(shownLabels == labels)
    #expect(places[0] == 145 && places[5] == 295)
  }

  /// Nothing tells a line of equal digits that moved by one from one that lost its first.
  @Test mutating func equalDigitsStayWhereTheyAre() {
    for _ in 0..<3 { tracks.take((0..<6).map { sight(1, 100 + 40 * Double($0)) }) }
    tracks.take((1..<6).map { sight(1, 100 + 40 * Double($0)) })
    #expect(tracks.all.map(\.missed) == [1, 0, 0, 0, 0, 0])
    #expect(places[5] == 300)
  }

  /// One of two moves away: the other is no reason to think that both did.
  @Test mutating func aHandMovesOne() {
    for frame in 0..<10 {
      tracks.take([sight(7, 100 + 20 * Double(max(0, frame - 3))), sight(2, 400)])
    }
    #expect(Set(places.keys) == [0, 1])
    #expect(abs((places[0] ?? 0) - 220) <= 4 && places[1] == 400)
  }

  /// The 3 is missed, and its neighbour taken for it.
  @Test mutating func aMisreadNeighbourIsNoJolt() {
    for _ in 0..<4 { tracks.take([sight(3, 100), sight(5, 150)]) }
    tracks.take([sight(3, 150)])
    #expect(tracks.all.map(\.missed) == [1, 0])
    #expect(places == [0: 100, 1: 150])
  }

  /// The paper leaves while a digit is covered, which is then where it should be.
  @Test mutating func whatIsMissedMovesWithTheRest() {
    for _ in 0..<4 { tracks.take((0..<4).map { sight($0, 100 + 60 * Double($0)) }) }
    for frame in 1..<4 {
      tracks.take([0, 1, 3].map { sight($0, 100 + 60 * Double($0) + 25 * Double(frame)) })
    }
    #expect(places == [0: 175, 1: 235, 2: 295, 3: 355])
  }

  @Test mutating func noiseIsSmoothedWithoutLag() {
    var errors: [Double] = []
    for frame in 0..<60 {
      let place = 100 + 6 * Double(frame)
      let noise = [1.5, -1.5, 0, 1.5, 0, -1.5][frame % 6]
      tracks.take([sight(5, place + noise)])
      if frame >= 20 { errors.append((tracks.all.first?.sight.centre.x ?? 0) - place) }
    }
    #expect(abs(errors.reduce(0, +) / Double(errors.count)) < 0.1)
    #expect((errors.map(abs).max() ?? 9) < 1.4)
  }

  @Test(arguments: [1, 2, 3]) mutating func misreadFramesAreOutvoted(count: Int) {
    for _ in 0..<20 { tracks.take([sight(4, 100)]) }
    for _ in 0..<count {
      tracks.take([sight(9, 100)])
      #expect(shownLabels == [4])
    }
    tracks.take([sight(4, 100)])
    #expect(shownLabels == [4])
  }

  /// The second frame does not outvote the first.
  @Test mutating func aSecondFrameChangesNoLabel() {
    tracks.take([sight(4, 100)])
    tracks.take([sight(9, 100)])
    #expect(shownLabels == [4])
  }

  /// Half of the frames say one thing, half the other.
  @Test mutating func anUnclearDigitDoesNotFlicker() {
    var noise = SplitMix(state: 5)
    var changes = 0
    var last: Int?
    for _ in 0..<300 {
      let isFour = noise.next() % 2 == 0
      tracks.take([sight(isFour ? 4 : 9, 100, confidence: isFour ? 0.55 : 0.6)])
      if let last, [last] != shownLabels { changes += 1 }
      last = shownLabels.first
    }
    // Without the lead it would be 70.
    #expect(changes < 40)
  }

  /// One frame in five is no digit; two in four are.
  @Test mutating func rareMarksNeverShow() {
    for frame in 0..<40 {
      tracks.take(frame % 4 == 0 ? [sight(1, 100)] : [])
      #expect(places.isEmpty)
    }
    for _ in 0..<5 { tracks.take([]) }
    for frame in 0..<4 { tracks.take(frame % 3 == 0 ? [sight(1, 100)] : []) }
    #expect(places.count == 1)
  }

  /// Three digits that are read as one now and then do not show as four.
  @Test mutating func whatIsReadAsOneIsNotAnother() {
    let all = Sight(
      centre: SIMD2(130, 100), extent: SIMD2(84, 40), probabilities: sight(8, 0).probabilities)
    let each = [sight(1, 100), sight(7, 130), sight(2, 160)]
    for _ in 0..<3 { tracks.take(each) }
    for frame in 0..<40 {
      tracks.take(frame % 4 < 2 ? [all] : each)
      #expect(shownLabels == [1, 7, 2])
    }
    // Unless it stays one.
    for _ in 0..<10 { tracks.take([all]) }
    #expect(shownLabels == [8])
  }

  @Test mutating func nothingGrowsForHours() {
    var noise = SplitMix(state: 3)
    for _ in 0..<3000 {
      tracks.take(
        (0..<20).map { _ in
          sight(Int(noise.next() % 10), Double(noise.next() % 4000), Double(noise.next() % 4000))
        })
      #expect(tracks.all.count < 20 * 16)
    }
    for _ in 0..<16 { tracks.take([]) }
    #expect(tracks.all.isEmpty)
  }

  @Test mutating func identitiesAreNeverUsedTwice() {
    for _ in 0..<2 { tracks.take([sight(1, 100), sight(2, 200)]) }
    #expect(Set(places.keys) == [0, 1])
    tracks.forgetAll()
    for _ in 0..<2 { tracks.take([sight(1, 100), sight(2, 200)]) }
    #expect(Set(places.keys) == [2, 3])
  }

  @Test mutating func readingOrderIsThatOfPages() {
    let sights = (0..<20).map {
      sight($0 % 10, 100 + 50 * Double($0 % 5), 100 + 80 * Double($0 / 5))
    }
    for _ in 0..<3 { tracks.take(sights) }
    let frame = Frame(tracks.all, width: 640, height: 480)
    #expect(frame.text == "01234\n56789\n01234\n56789")
    #expect(frame.digits.map(\.identity) == Array(0..<20))
  }
}
