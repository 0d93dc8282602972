import Testing

@testable import DigitReader

/// Why marks are no digits.
struct MarkSorterTests {
  /// Boxes of ink, each as strong as it says, on a picture of 600 × 400.
  private func sorted(_ marks: [(Box, UInt8)], isFlat: Bool = false) -> MarkSorter {
    var strength = Plane.even(600, 400)
    for (box, level) in marks { strength.fill(box, with: level) }
    let mask = Plane(width: 600, height: 400, bytes: strength.bytes.map { min($0, 1) })
    return MarkSorter(
      Mark.all(in: mask), in: Ink(strength: strength, mask: mask, isFlat: isFlat))
  }

  /// Strokes of 5 pixels in the middle of the picture.
  private let digits = (0..<6).map {
    (Box(x: 100 + 60 * $0, y: 100, width: 5, height: 40), UInt8(150))
  }

  private func reason(_ box: Box, _ level: UInt8 = 150) -> Page.Reason? {
    let sorter = sorted(digits + [(box, level)])
    #expect(sorter.candidates.count + sorter.parts.count + sorter.dropped.count == 7)
    if let dropped = sorter.dropped.first { #expect(dropped.box == box) }
    return sorter.dropped.first?.reason
  }

  @Test func digitsAreCandidates() {
    let sorter = sorted(digits)
    #expect(sorter.candidates.map(\.box) == digits.map(\.0))
    #expect(sorter.parts.isEmpty && sorter.dropped.isEmpty)
    #expect(reason(Box(x: 100, y: 200, width: 30, height: 5)) == nil)
  }

  @Test func whatIsThinIsALine() {
    #expect(reason(Box(x: 100, y: 250, width: 90, height: 1)) == .line)
    #expect(reason(Box(x: 300, y: 200, width: 1, height: 20)) == .line)
    #expect(reason(Box(x: 300, y: 200, width: 2, height: 40)) == nil)
  }

  @Test func whatIsMuchFainterIsFromTheOtherSide() {
    let box = Box(x: 100, y: 200, width: 5, height: 40)
    #expect(reason(box, 55) == .faint && reason(box, 65) == nil)
    // A shadow is broad, and not so faint.
    let shadow = Box(x: 100, y: 200, width: 60, height: 50)
    #expect(reason(shadow, 105) == .faint && reason(shadow, 120) == nil)
  }

  @Test func whatLiesAlongTheEdgeIsABorder() {
    #expect(reason(Box(x: 0, y: 100, width: 8, height: 60)) == .border)
    #expect(reason(Box(x: 594, y: 100, width: 6, height: 60)) == .border)
    #expect(reason(Box(x: 200, y: 0, width: 60, height: 9)) == .border)
    #expect(reason(Box(x: 200, y: 391, width: 60, height: 9)) == .border)
    #expect(reason(Box(x: 0, y: 180, width: 160, height: 210)) == .border)
    // A digit that is cut off reaches farther in.
    #expect(reason(Box(x: 0, y: 200, width: 25, height: 30)) == nil)
    #expect(reason(Box(x: 1, y: 200, width: 8, height: 60)) == nil)
  }

  @Test func whatIsMuchLargerHasNoDigitsSize() {
    #expect(reason(Box(x: 100, y: 200, width: 210, height: 20)) == .size)
    #expect(reason(Box(x: 100, y: 200, width: 190, height: 20)) == nil)
  }

  /// With a thin pen all digits are long for their stroke; what is long beside them is not one.
  @Test func aThinPensDigitsAreNotTooLarge() {
    let tall = (0..<6).map { (Box(x: 100 + 60 * $0, y: 100, width: 4, height: 200), UInt8(150)) }
    #expect(sorted(tall).candidates.count == 6)
    let frame = Box(x: 20, y: 350, width: 560, height: 4)
    #expect(sorted(tall + [(frame, 150)]).dropped.map(\.reason) == [.size])
  }

  @Test func whatIsSmallMayBeAPart() {
    let dot = Box(x: 100, y: 200, width: 7, height: 7)
    let sorter = sorted(digits + [(dot, 150)])
    #expect(sorter.parts.map(\.box) == [dot] && sorter.candidates.count == 6)
    let larger = sorted(digits + [(Box(x: 100, y: 200, width: 8, height: 7), 150)])
    #expect(larger.parts.isEmpty && larger.candidates.count == 7)
  }

  @Test func inADrawingEveryMarkIsMeant() {
    let others = [
      (Box(x: 100, y: 250, width: 90, height: 1), UInt8(150)),
      (Box(x: 0, y: 100, width: 8, height: 60), 20), (Box(x: 200, y: 200, width: 9, height: 9), 1),
    ]
    let sorter = sorted(digits + others, isFlat: true)
    #expect(sorter.candidates.count == 9 && sorter.dropped.isEmpty)
  }

  @Test func ofATextureTheLargestAreLookedAt() {
    let marks = (0..<2700).map { index in
      (
        Box(x: index % 85 * 7 + 1, y: index / 85 * 12 + 1, width: 3, height: 8 + index % 3),
        UInt8(99)
      )
    }
    let sorter = sorted(marks)
    #expect(sorter.candidates.count == 2000)
    #expect(sorter.dropped.count == marks.count - 2000)
    #expect(sorter.dropped.allSatisfy { $0.reason == .size })
    let least = sorter.candidates.map(\.area).min() ?? 0
    #expect(sorter.dropped.allSatisfy { $0.box.width * $0.box.height <= least })
  }

  /// Frames within frames, 100 of them: their boxes are many times the picture.
  @Test func ofNestedMarksTheSmallestAreLookedAt() {
    var strength = Plane.even(600, 400)
    for inset in 0..<66 {
      let box = Box(x: 3 * inset, y: 3 * inset, width: 600 - 6 * inset, height: 400 - 6 * inset)
      strength.fill(box, with: inset % 2 == 0 ? 99 : 0)
    }
    let mask = Plane(width: 600, height: 400, bytes: strength.bytes.map { min($0, 1) })
    let sorter = MarkSorter(
      Mark.all(in: mask), in: Ink(strength: strength, mask: mask, isFlat: true))
    #expect(sorter.candidates.count + sorter.dropped.count == 33)
    let area = sorter.candidates.reduce(0) { $0 + $1.box.width * $1.box.height }
    #expect(area <= MarkSorter.mostArea * 600 * 400 && sorter.dropped.count > 3)
    let largest = sorter.candidates.map(\.box.width).max() ?? 0
    #expect(sorter.dropped.allSatisfy { $0.box.width > largest })
  }

  @Test func mediansAreWeighted() {
    #expect(MarkSorter.median([]) == 0)
    #expect(MarkSorter.median([(7, 1)]) == 7)
    #expect(MarkSorter.median([(3, 1), (1, 1), (2, 1), (9, 1), (8, 1)]) == 2)
    #expect(MarkSorter.median([(1, 10), (5, 100), (9, 10)]) == 5)
    #expect(sorted([]).candidates.isEmpty)
  }
}
