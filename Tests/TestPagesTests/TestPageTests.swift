import Images
import MNIST
import NeuralNetwork
import TestPages
import Testing

struct TestPageTests {
  private let data: Dataset

  init() throws { data = try MNIST.load().test }

  @Test(arguments: [TestPage.Condition.plain, .everything])
  func isTheSameForTheSameSeed(condition: TestPage.Condition) {
    let page = TestPage(condition, seed: 3, digits: data)
    let again = TestPage(condition, seed: 3, digits: data)
    let isSame = page.image == again.image
    #expect(isSame)
    #expect(page.digits == again.digits)
    let isOther = page.image != TestPage(condition, seed: 4, digits: data).image
    #expect(isOther)
  }

  @Test(arguments: TestPage.Condition.allCases)
  func holdsDigitsOfTheDataInReadingOrder(condition: TestPage.Condition) {
    let page = TestPage(condition, seed: 1, digits: data)
    #expect(page.digits.count == 20)
    #expect(page.digits.map(\.label) == page.digits.map { data.label(at: $0.source) })
    #expect(Set(page.digits.map(\.source)).count == 20)
    for (digit, next) in zip(page.digits, page.digits.dropFirst()) {
      #expect(next.line == digit.line ? next.box.x > digit.box.x : next.line == digit.line + 1)
    }
    for box in page.digits.map(\.box) {
      #expect(box.x >= 0 && box.x + box.width <= page.image.width)
      #expect(box.y >= 0 && box.y + box.height <= page.image.height)
    }
  }

  @Test func takesAsManyDigitsAsAsked() {
    let page = TestPage(.plain, seed: 1, digits: data[100..<103], count: 3)
    #expect(Set(page.digits.map(\.source)) == [0, 1, 2])
    #expect(page.digits.map(\.label) == page.digits.map { data.label(at: 100 + $0.source) })
  }

  @Test func holdsTheSameDigitsInEveryCondition() {
    let plain = TestPage(.plain, seed: 2, digits: data)
    for condition in TestPage.Condition.allCases where condition != .plain {
      let page = TestPage(condition, seed: 2, digits: data)
      #expect(page.digits.map(\.source) == plain.digits.map(\.source))
      let differs = page.image != plain.image
      #expect(differs, "\(condition)")
    }
  }

  /// The noise of a sensor is at most five grey levels.
  @Test(arguments: [
    TestPage.Condition.textured, .shaded, .shadow, .ruled, .squared, .blurred, .noisy,
    .compressed, .showThrough,
  ])
  func changesMoreThanNoise(condition: TestPage.Condition) {
    let plain = TestPage(.plain, seed: 0, digits: data)
    let page = TestPage(condition, seed: 0, digits: data)
    #expect(page.digits == plain.digits)
    let changed = zip(page.image.pixels, plain.image.pixels).count { abs(Int($0) - Int($1)) > 7 }
    #expect(changed > 200)
  }

  @Test func setsDigitsCloseTogether() {
    let digits = TestPage(.crowded, seed: 1, digits: data).digits
    for (digit, next) in zip(digits, digits.dropFirst()) where digit.line == next.line {
      #expect((3...7).contains(next.box.x - digit.box.x - digit.box.width))
    }
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func hasInkInBoxesAndPaperElsewhere(seed: UInt64) {
    let page = TestPage(.plain, seed: seed, digits: data)
    let paper = page.image.pixels[0]
    var rest = page.image
    for box in page.digits.map(\.box) {
      let edges = Self.edges(of: box, in: page.image)
      let isTight = edges.allSatisfy { $0.contains { $0 != paper } }
      #expect(isTight)
      rest = rest.filling(box, with: paper)
    }
    // Not within the expectation, which would print every pixel.
    let isBlank = rest.pixels.allSatisfy { $0 == paper }
    #expect(isBlank)
  }

  /// Ink is far from the paper's grey in a page that is otherwise even; a turn moves boxes along.
  @Test(arguments: [TestPage.Condition.rotated, .perspective], 0..<3 as Range<UInt64>)
  func movesBoxesWithTheInk(condition: TestPage.Condition, seed: UInt64) {
    let page = TestPage(condition, seed: seed, digits: data)
    let paper = Int(page.image.pixels[0])
    func isInk(_ pixel: UInt8) -> Bool { abs(Int(pixel) - paper) > 25 }
    func isTinged(_ pixel: UInt8) -> Bool { abs(Int(pixel) - paper) > 12 }
    var rest = page.image
    for box in page.digits.map(\.box) {
      let inner = TestPage.Box(
        x: box.x + 2, y: box.y + 2, width: box.width - 4, height: box.height - 4)
      for (edge, name) in zip(Self.strips(of: box, inside: inner, in: page.image), 0...) {
        let isNear = edge.contains(where: isTinged)
        #expect(isNear, "Side \(name) of \(box) is not within 2 pixels.")
      }
      rest = rest.filling(box, with: UInt8(paper))
    }
    let inkOutside = rest.pixels.count(where: isInk)
    #expect(inkOutside == 0)
  }

  @Test(arguments: TestPage.Condition.allCases)
  func keepsDigitsApart(condition: TestPage.Condition) {
    // Boxes of slanted digits may meet when the page is turned.
    guard ![.rotated, .perspective, .everything].contains(condition) else { return }
    for seed in 0..<3 as Range<UInt64> {
      let digits = TestPage(condition, seed: seed, digits: data).digits
      for (i, digit) in digits.enumerated() {
        for other in digits[(i + 1)...] {
          #expect(!digit.box.overlaps(other.box), "\(digit) and \(other)")
        }
      }
    }
  }

  @Test func isLightOnDarkNowAndThen() {
    let isDark = (0..<12 as Range<UInt64>).map {
      TestPage(.plain, seed: $0, digits: data, count: 2).image.pixels[0] < 128
    }
    #expect(isDark.contains(true))
    #expect(isDark.filter { !$0 }.count > 6)
    for seed in 0..<4 as Range<UInt64> {
      let board = TestPage(.whiteOnBlack, seed: seed, digits: data, count: 2).image
      #expect(board.pixels[0] < 128)
    }
  }

  @Test func drawsFineStrokesAndWideOnes() {
    func ink(_ condition: TestPage.Condition) -> Int {
      let image = TestPage(condition, seed: 0, digits: data, count: 10).image
      let paper = Int(image.pixels[0])
      return image.pixels.count { abs(Int($0) - paper) > 60 }
    }
    #expect(Double(ink(.thin)) < 0.8 * Double(ink(.plain)))
    #expect(Double(ink(.thick)) > 1.2 * Double(ink(.plain)))
  }

  @Test func writesSmallDigitsSmall() {
    for seed in 0..<4 as Range<UInt64> {
      let heights = TestPage(.small, seed: seed, digits: data).digits.map(\.box.height)
      #expect(heights.allSatisfy { $0 <= 23 })
    }
  }
}

extension TestPageTests {
  /// The pixels of a box's upper, lower, left and right sides.
  private static func edges(of box: TestPage.Box, in image: GreyImage) -> [[UInt8]] {
    let inner = TestPage.Box(
      x: box.x + 1, y: box.y + 1, width: box.width - 2, height: box.height - 2)
    return strips(of: box, inside: inner, in: image)
  }

  /// What is in a box above, below, to the left and to the right of a smaller one.
  private static func strips(
    of box: TestPage.Box, inside inner: TestPage.Box, in image: GreyImage
  ) -> [[UInt8]] {
    let (columns, rows) = (box.x..<box.x + box.width, box.y..<box.y + box.height)
    return [
      image.pixels(columns, box.y..<inner.y),
      image.pixels(columns, inner.y + inner.height..<rows.upperBound),
      image.pixels(box.x..<inner.x, rows),
      image.pixels(inner.x + inner.width..<columns.upperBound, rows),
    ]
  }
}

extension TestPage.Box {
  fileprivate func overlaps(_ other: Self) -> Bool {
    (x..<x + width).overlaps(other.x..<other.x + other.width)
      && (y..<y + height).overlaps(other.y..<other.y + other.height)
  }
}

extension GreyImage {
  fileprivate func pixels(_ columns: Range<Int>, _ rows: Range<Int>) -> [UInt8] {
    rows.flatMap { pixels[$0 * width + columns.lowerBound..<$0 * width + columns.upperBound] }
  }

  fileprivate func filling(_ box: TestPage.Box, with grey: UInt8) -> GreyImage {
    var pixels = pixels
    for y in box.y..<box.y + box.height {
      for x in box.x..<box.x + box.width { pixels[y * width + x] = grey }
    }
    return (try? GreyImage(width: width, height: height, pixels: pixels)) ?? self
  }
}
