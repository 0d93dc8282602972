import Foundation
import Testing

@testable import DigitReader

/// Pages as JSON.
struct PageTests {
  private let digit = Page.Digit(
    label: 7, confidence: 0.75, box: Box(x: 1, y: 2, width: 30, height: 40), line: 1, word: 2,
    alternatives: [.init(label: 1, confidence: 0.125), .init(label: 9, confidence: 0.0625)])

  private func page(_ digits: [Page.Digit]) -> Page {
    let reasons: [Page.Reason] = [.speck, .line, .faint, .border, .size, .shape]
    return Page(
      width: 640, height: 480, digits: digits, text: "12\n7?",
      dropped: reasons.enumerated().map {
        .init(box: Box(x: $0.offset, y: 0, width: 1, height: 9), reason: $0.element)
      })
  }

  private func object(_ value: some Encodable) throws -> [String: Any] {
    let json = try JSONEncoder().encode(value)
    return try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
  }

  @Test func aPageComesBack() throws {
    let page = page([digit])
    let json = try JSONEncoder().encode(page)
    #expect(try JSONDecoder().decode(Page.self, from: json) == page)
  }

  /// What other programs rely on.
  @Test func keysAreThese() throws {
    let page = try object(page([digit]))
    #expect(Set(page.keys) == ["width", "height", "digits", "text", "dropped"])
    #expect(page["width"] as? Int == 640 && page["height"] as? Int == 480)
    #expect(page["text"] as? String == "12\n7?")
    let digit = try #require((page["digits"] as? [[String: Any]])?.first)
    #expect(
      Set(digit.keys) == ["label", "confidence", "box", "line", "word", "alternatives"])
    #expect(digit["label"] as? Int == 7 && digit["confidence"] as? Double == 0.75)
    #expect(digit["box"] as? [Int] == [1, 2, 30, 40])
    #expect(digit["line"] as? Int == 1 && digit["word"] as? Int == 2)
    let others = try #require(digit["alternatives"] as? [[String: Any]])
    #expect(others.allSatisfy { Set($0.keys) == ["label", "confidence"] })
    #expect(others.map { $0["label"] as? Int } == [1, 9])
    #expect(others.map { $0["confidence"] as? Double } == [0.125, 0.0625])
    let dropped = try #require(page["dropped"] as? [[String: Any]])
    #expect(dropped.allSatisfy { Set($0.keys) == ["box", "reason"] })
    #expect(dropped.map { $0["box"] as? [Int] }.last == [5, 0, 1, 9])
    #expect(
      dropped.map { $0["reason"] as? String } == [
        "speck", "line", "faint", "border", "size", "shape",
      ])
  }

  @Test func pictureAndProbabilitiesAreNotWritten() throws {
    let seen = Page.Digit(
      label: 7, confidence: 0.75, box: digit.box, line: 1, word: 2,
      alternatives: digit.alternatives, picture: .init(repeating: 9, count: 784),
      probabilities: .init(repeating: 0.1, count: 10))
    #expect(seen != digit)
    let json = try JSONEncoder().encode(seen)
    #expect(try JSONDecoder().decode(Page.Digit.self, from: json) == digit)
    #expect(try object(seen).count == 6)
  }

  @Test func boxesAreFourNumbers() throws {
    func box(_ json: String) throws -> Box {
      try JSONDecoder().decode(Box.self, from: Data(json.utf8))
    }
    #expect(try box("[1, -2, 3, 4]") == Box(x: 1, y: -2, width: 3, height: 4))
    for json in ["[1,2,3]", "[1,2,3,4,5]", "[]", "7", #"{"x":1}"#, "[1,2,3,4.5]", #"["1",2,3,4]"#] {
      #expect(throws: DecodingError.self) { try box(json) }
    }
  }

  @Test func sureBeginsAtAHalf() {
    func digit(_ confidence: Double) -> Page.Digit {
      Page.Digit(
        label: 1, confidence: confidence, box: self.digit.box, line: 0, word: 0, alternatives: [])
    }
    #expect(digit(0.5).isSure && digit(1).isSure && !digit(0.49).isSure)
  }

  @Test func boxesOverlapAndGrow() {
    let (a, b) = (
      Box(x: 2, y: 3, width: 10, height: 5), Box(x: 20, y: 6, width: 4, height: 30)
    )
    #expect(a.union(b) == Box(x: 2, y: 3, width: 22, height: 33) && a.union(b) == b.union(a))
    #expect(a.right == 12 && a.bottom == 8 && a.longestSide == 10 && b.longestSide == 30)
    #expect(a.overlapAcross(b) == -8 && a.overlapDown(b) == 2)
    #expect(a.distance(to: b) == 8 && b.distance(to: a) == 8 && a.distance(to: a) == 0)
    #expect(a.centre.x == 7 && a.centre.y == 5.5)
    #expect(a.scaled(by: 3) == Box(x: 6, y: 9, width: 30, height: 15))
    #expect(a.grown(by: 1, inWidth: 50, height: 50) == Box(x: 1, y: 2, width: 12, height: 7))
    #expect(a.grown(by: 9, inWidth: 15, height: 9) == Box(x: 0, y: 0, width: 15, height: 9))
  }
}
