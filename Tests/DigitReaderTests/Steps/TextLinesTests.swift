import Foundation
import Testing

@testable import DigitReader

/// Boxes in the order in which a person would read them.
struct TextLinesTests {
  /// Boxes of 20 × 30 pixels, row after row, on a page that is turned by so many degrees.
  private func page(
    _ rows: [[Double]], pitch: Double = 60, degrees: Double = 0
  ) -> (boxes: [Box], lines: [[Int]]) {
    let angle = degrees * .pi / 180
    var (boxes, lines): ([Box], [[Int]]) = ([], [])
    for (row, columns) in rows.enumerated() {
      lines.append(Array(boxes.count..<boxes.count + columns.count))
      for x in columns {
        let (across, down) = (x + 10, Double(row) * pitch + 15)
        let (turned, level) = (
          across * cos(angle) - down * sin(angle), across * sin(angle) + down * cos(angle)
        )
        boxes.append(
          Box(
            x: 500 + Int(turned.rounded()) - 10, y: 500 + Int(level.rounded()) - 15,
            width: 20, height: 30))
      }
    }
    return (boxes, lines)
  }

  /// The same page with its boxes in another order, so that none gives the answer away.
  private func found(_ boxes: [Box], seed: UInt64 = 1) -> (lines: [[Int]], words: [[[Int]]]) {
    var order = SplitMix(state: seed)
    let shuffled = boxes.indices.shuffled(using: &order)
    let lines = TextLines(shuffled.map { boxes[$0] }, size: 30)
    return (
      lines.lines.map { line in line.map { shuffled[$0] } },
      lines.lines.map { line in lines.words(of: line).map { word in word.map { shuffled[$0] } } }
    )
  }

  private static let even = Array(stride(from: 0.0, to: 400, by: 32))

  @Test(arguments: [0, 3, -3, 8, -8, 15, -15])
  func turnedLinesAreRead(degrees: Double) {
    let (boxes, lines) = page([Self.even, Self.even, Self.even, Self.even], degrees: degrees)
    for seed in 0..<5 { #expect(found(boxes, seed: UInt64(seed)).lines == lines) }
    let skew = TextLines(boxes, size: 30).skew * 180 / .pi
    #expect(abs(skew - degrees) < 1.5)
  }

  @Test func linesOfOtherLengthsAndPlaces() {
    let rows: [[Double]] = [[0, 30], [150, 180, 210, 240, 270], [0], [60, 90, 120], [300, 330]]
    let (boxes, lines) = page(rows)
    #expect(found(boxes).lines == lines)
  }

  @Test func aWideGapPartsWords() {
    let (boxes, lines) = page([[0, 28, 56, 120, 148], [0, 28, 80, 108, 136]])
    let read = found(boxes)
    #expect(read.lines == lines)
    #expect(read.words == [[[0, 1, 2], [3, 4]], [[5, 6], [7, 8, 9]]])
  }

  /// A gap that is usual in the line is none.
  @Test func evenlySpacedDigitsAreOneWord() {
    let (boxes, _) = page([Array(stride(from: 0.0, to: 300, by: 42))])
    #expect(found(boxes).words == [[Array(0..<8)]])
    let (far, _) = page([[0, 28, 56, 100, 128, 156]])
    #expect(found(far).words == [[[0, 1, 2], [3, 4, 5]]])
  }

  /// Columns of a table are on one line, and words of their own.
  @Test func columnsAreOneLine() {
    let (boxes, lines) = page([[0, 28, 200, 228, 420], [0, 28, 200, 228, 420]])
    let read = found(boxes)
    #expect(read.lines == lines)
    #expect(read.words == [[[0, 1], [2, 3], [4]], [[5, 6], [7, 8], [9]]])
  }

  @Test func oneAndNone() {
    let none = TextLines([], size: 30)
    #expect(none.lines.isEmpty && none.skew == 0 && none.words(of: []).isEmpty)
    let one = TextLines([Box(x: 3, y: 9, width: 20, height: 30)], size: 30)
    #expect(one.lines == [[0]] && one.words(of: [0]) == [[0]])
  }

  /// Overlapping, equal, and of no height: each is somewhere, once, and in one word.
  @Test(arguments: 0..<4) func everyBoxIsReadOnce(seed: UInt64) {
    var places = SplitMix(state: seed)
    for count in [2, 3, 60, seed == 0 ? 500 : 150] {
      let extent = [40, 400, 1500, 9][Int(seed)]
      let boxes = (0..<count).map { _ in
        Box(
          x: Int.random(in: 0...extent, using: &places), y: .random(in: 0...extent, using: &places),
          width: .random(in: 1...40, using: &places), height: .random(in: 1...40, using: &places))
      }
      let lines = TextLines(boxes, size: 25)
      #expect(lines.lines.flatMap { $0 }.sorted() == Array(0..<count))
      for line in lines.lines { #expect(lines.words(of: line).flatMap { $0 } == line) }
    }
  }
}
