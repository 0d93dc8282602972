import DigitReader
import TestPages

/// What a reader made of pages whose digits are known.
struct ReadingScore {
  private(set) var digits = 0
  /// Found where they are, with the right label, and sure.
  private(set) var right = 0
  /// Found, and sure of another label.
  private(set) var wrong = 0
  /// Found, but unsure.
  private(set) var unsure = 0
  /// Sure digits where there is none.
  private(set) var extra = 0
  private(set) var pages = 0

  /// How much of the two boxes' union both have, for them to be the same digit's.
  private static let overlap = 0.4

  var extraPerPage: Double { Double(extra) / Double(max(1, pages)) }

  mutating func add(_ page: Page, of truth: TestPage) {
    var left = page.digits
    for digit in truth.digits {
      digits += 1
      let box = Box(
        x: digit.box.x, y: digit.box.y, width: digit.box.width, height: digit.box.height)
      let best = left.indices.max { left[$0].box.overlap(box) < left[$1].box.overlap(box) }
      guard let best, left[best].box.overlap(box) >= Self.overlap else { continue }
      let found = left.remove(at: best)
      switch (found.isSure, found.label == digit.label) {
      case (false, _): unsure += 1
      case (true, true): right += 1
      case (true, false): wrong += 1
      }
    }
    extra += left.count(where: \.isSure)
    pages += 1
  }

  mutating func add(_ other: ReadingScore) {
    digits += other.digits
    right += other.right
    wrong += other.wrong
    unsure += other.unsure
    extra += other.extra
    pages += other.pages
  }
}

extension Box {
  /// The share of the union that both have.
  fileprivate func overlap(_ other: Box) -> Double {
    let across = min(x + width, other.x + other.width) - max(x, other.x)
    let down = min(y + height, other.y + other.height) - max(y, other.y)
    guard across > 0, down > 0 else { return 0 }
    let both = across * down
    return Double(both) / Double(width * height + other.width * other.height - both)
  }
}
