import DigitReader
import Images
import TestPages
import Testing

/// Real frames of a page that moves.
struct FrameReaderTests {
  private static let reader = Result { try DigitReader(threads: 2) }
  private var stream: FrameReader
  private var scene: Scene

  init() throws {
    stream = FrameReader(try Self.reader.get())
    scene = try Scene(seed: 12, count: 6)
  }

  private mutating func show(_ frames: Range<Int>) throws -> [Frame] {
    try frames.map { try stream.read(frame: scene.frame($0)) }
  }

  private var labels: [Int] { scene.page.digits.map(\.label) }

  @Test mutating func aMovingPageKeepsIdentitiesAndLabels() throws {
    var steps = SplitMix(state: 1)
    var (x, y) = (-30, -20)
    var jumps: [Double] = []
    for number in 0..<30 {
      x += Int(steps.next() % 5)
      y += Int(steps.next() % 4)
      let frame = try stream.read(frame: scene.frame(number, x: x, y: y))
      // One frame is not believed yet.
      guard number > 0 else {
        #expect(frame.digits.isEmpty && frame.text.isEmpty)
        continue
      }
      #expect(frame.digits.map(\.label) == labels)
      #expect(frame.digits.map(\.identity) == Array(0..<6))
      #expect(frame.digits.allSatisfy { $0.age == number && $0.missed == 0 && $0.isSure })
      for (digit, written) in zip(frame.digits, scene.page.digits) {
        let place = (written.box.x - scene.view.x + x, written.box.y - scene.view.y + y)
        jumps.append(Double(max(abs(digit.box.x - place.0), abs(digit.box.y - place.1))))
      }
    }
    // Where its ink is, to two pixels, though the page moves by up to four a frame.
    #expect(jumps.max() ?? 9 <= 2)
  }

  /// A hand jolts the camera by nearly a digit: each is where its neighbour was.
  @Test mutating func aJoltKeepsIdentities() throws {
    let before = try #require(try show(0..<3).last)
    let jolted = try stream.read(frame: scene.frame(3, x: -45, y: 0))
    #expect(jolted.digits.map(\.identity) == Array(0..<6))
    for (old, new) in zip(before.digits, jolted.digits) {
      #expect(new.label == old.label && new.missed == 0)
      #expect(abs(new.box.x - (old.box.x - 45)) <= 2)
    }
  }

  @Test mutating func aDigitThatIsMissedForThreeFramesStays() throws {
    let before = try #require(try show(0..<4).last)
    scene.hidden = [2]
    for (missed, frame) in try show(4..<7).enumerated() {
      #expect(frame.text == before.text)
      #expect(frame.digits[2].missed == missed + 1)
    }
    scene.hidden = []
    let after = try #require(try show(7..<8).last)
    #expect(after.digits.map(\.identity) == before.digits.map(\.identity))
    #expect(after.digits[2].missed == 0 && after.digits[2].age == 7)
  }

  @Test mutating func aDigitThatIsGoneIsHiddenThenForgotten() throws {
    _ = try show(0..<4)
    scene.hidden = [2]
    // Shown for five frames more, remembered for fifteen.
    #expect(
      try show(4..<19).map(\.digits.count) == Array(repeating: 6, count: 5)
        + .init(repeating: 5, count: 10))
    var other = self
    scene.hidden = []
    #expect(try show(19..<20).last?.digits.map(\.identity) == Array(0..<6))
    _ = try other.show(19..<20)
    other.scene.hidden = []
    #expect(try other.show(20..<22).last?.digits.map(\.identity) == [0, 1, 6, 3, 4, 5])
  }

  /// Two labels that differ, of digits as large as each other.
  private func replacement() throws -> (place: Int, by: Int) {
    let digits = scene.page.digits
    let pairs = digits.indices.flatMap { a in digits.indices.map { (place: a, by: $0) } }
    return try #require(
      pairs.first { pair in
        let (a, b) = (digits[pair.place], digits[pair.by])
        return a.label != b.label && b.box.width <= a.box.width
          && abs(a.box.height - b.box.height) < 8
      })
  }

  @Test mutating func oneGarbledFrameChangesNoLabel() throws {
    let (place, by) = try replacement()
    _ = try show(0..<5)
    scene.replaced = [place: by]
    #expect(try show(5..<6).last?.digits.map(\.label) == labels)
    scene.replaced = [:]
    for frame in try show(6..<10) {
      #expect(frame.digits.map(\.label) == labels)
      #expect(frame.digits.map(\.identity) == Array(0..<6))
    }
  }

  @Test mutating func anotherDigitIsSeenWithinFourFrames() throws {
    let (place, by) = try replacement()
    _ = try show(0..<12)
    scene.replaced = [place: by]
    let seen = try show(12..<16).map { $0.digits[place].label }
    #expect(seen == [labels[place], labels[place], labels[place], labels[by]])
    #expect(try show(16..<20).allSatisfy { $0.digits[place].label == labels[by] })
  }

  @Test mutating func aMarkInOneFrameNeverShows() throws {
    _ = try show(0..<4)
    scene.blot = (scene.view.x + scene.view.width - 35, scene.view.y + Scene.margin)
    // The reader itself takes it for a digit.
    #expect(try stream.reader.read(scene.frame(4)).digits.count == 7)
    #expect(try show(4..<5).last?.digits.count == 6)
    scene.blot = nil
    #expect(try show(5..<12).allSatisfy { $0.digits.count == 6 })
  }

  @Test mutating func anotherSizeIsAnotherScene() throws {
    let other = try Scene(seed: 14, count: 3)
    _ = try show(0..<3)
    let first = try stream.read(frame: other.frame(3))
    #expect(first.width == other.view.width && first.digits.isEmpty)
    let second = try stream.read(frame: other.frame(4))
    #expect(second.digits.map(\.label) == other.page.digits.map(\.label))
    #expect(second.digits.map(\.identity) == [6, 7, 8])
  }

  @Test mutating func theSameFramesGiveTheSame() throws {
    var copy = self
    #expect(try show(0..<5) == copy.show(0..<5))
  }
}
