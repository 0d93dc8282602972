import Images
import NeuralNetwork
import Testing

@testable import DigitReader

/// Pages put together by hand.
struct HandMadePageTests {
  private let reader: DigitReader
  private let clear: [Int]

  init() throws {
    reader = try Stamps.reader.get()
    clear = try Stamps.clear.get()
  }

  /// Words of two to six letters, with gaps of any width; sixty such pages had none.
  @Test func aPageOfLettersHasNoSureDigit() throws {
    var (sure, letters) = (0, 0)
    for seed in 7..<12 {
      var random = SplitMix(state: UInt64(seed))
      var canvas = Canvas(width: 640, height: 200)
      for line in 0..<3 {
        var x = 25
        while x < 560 {
          for _ in 0..<Int.random(in: 2...6, using: &random) where x < 590 {
            let letter = try Stamps.letter(Int(random.next() % 476))
            canvas.stamp(letter, x: x, y: 20 + 60 * line + (20 - letter.height) * 2, factor: 2)
            x += letter.width * 2 + Int.random(in: 4...12, using: &random)
            letters += 1
          }
          x += Int.random(in: 20...60, using: &random)
        }
      }
      let page = try reader.read(canvas.image(seed: UInt64(seed)))
      sure += page.digits.count(where: \.isSure)
    }
    #expect(letters > 150)
    #expect(sure == 0)
  }

  /// Above four million pixels a picture is halved; its boxes are not.
  @Test func boxesOfALargePictureAreThoseOfThePicture() throws {
    var canvas = Canvas(width: 2200, height: 2000)
    var written: [(label: Int, box: Box)] = []
    for (index, position) in clear.prefix(3).enumerated() {
      let digit = try Stamps.digit(position)
      let (x, y) = (301 + 700 * index, 1403)
      canvas.stamp(digit.plane, x: x, y: y, factor: 9)
      let (width, height) = (digit.plane.width * 9, digit.plane.height * 9)
      written.append((digit.label, Box(x: x, y: y, width: width, height: height)))
    }
    let page = try reader.read(canvas.image(noise: 0))
    #expect(page.width == 2200 && page.height == 2000)
    #expect(page.digits.map(\.label) == written.map(\.label))
    for (digit, written) in zip(page.digits, written) {
      #expect(abs(digit.box.x - written.box.x) <= 9 && abs(digit.box.y - written.box.y) <= 9)
      #expect(abs(digit.box.right - written.box.right) <= 9)
      #expect(abs(digit.box.bottom - written.box.bottom) <= 9)
    }
  }

  /// How many of 24 digits are found on a sheet beside a board, the nearest so far from the border.
  private func found(gap: Int, seed: Int) throws -> Int {
    let (width, height) = (290 + gap, 280)
    var written: [(label: Int, x: Int, y: Int)] = []
    let halves = try (0..<2).map { half in
      var canvas = Canvas(width: width, height: height)
      for index in 0..<12 {
        let digit = try Stamps.digit(clear[(seed * 24 + half * 12 + index) % clear.count])
        let left = (half == 0 ? 50 : gap) + 56 * (index % 4)
        let top = 20 + 80 * (index / 4)
        canvas.stamp(digit.plane, x: left, y: top, factor: 2)
        written.append(
          (digit.label, half * width + left + digit.plane.width, top + digit.plane.height))
      }
      return try half == 0 ? canvas.image(paper: 210, pen: 50) : canvas.image(paper: 60, pen: 200)
    }
    let pixels = (0..<height).flatMap { row in
      halves.flatMap { $0.pixels[row * width..<(row + 1) * width] }
    }
    let page = try reader.read(GreyImage(width: 2 * width, height: height, pixels: pixels))
    return written.count { written in
      page.digits.contains { digit in
        let (x, y) = digit.box.centre
        return digit.label == written.label && abs(x - Double(written.x)) < 6
          && abs(y - Double(written.y)) < 6
      }
    }
  }

  /// Two digits' widths from where the sheet ends; 21 to 24 of 24 were read.
  @Test(arguments: 0..<4) func bothPolaritiesAreReadOnOnePicture(seed: Int) throws {
    let found = try found(gap: 100, seed: seed)
    #expect(found >= 19)
  }

  /// Around the border, regions are taken for dark or light as a whole.
  @Test func bothPolaritiesAreReadUpToTheBorder() throws {
    let found = try found(gap: 20, seed: 0)
    withKnownIssue { #expect(found == 24) }
  }

  /// Of 24 digits, so many at least; measured were two more each.
  @Test(arguments: zip(0...4, [12, 17, 19, 21, 21])) func tightCropsAreRead(
    margin: Int, least: Int
  ) throws {
    var right = 0
    for number in 0..<24 {
      let digit = try Stamps.digit(clear[number * 5 % clear.count])
      let image = try crop(digit.plane, margin: margin).image(seed: UInt64(number))
      if try reader.read(image).digits.map(\.label) == [digit.label] { right += 1 }
    }
    #expect(right >= least)
  }

  private func crop(_ digit: Plane, margin: Int) -> Canvas {
    var canvas = Canvas(width: 3 * digit.width + 2 * margin, height: 3 * digit.height + 2 * margin)
    canvas.stamp(digit, x: margin, y: margin, factor: 3)
    return canvas
  }

  /// An 8 that fills its crop: more than half of the pixels are no paper.
  @Test func aCropThatIsMostlyInkHasInk() throws {
    let digits = try clear.map { try Stamps.digit($0) }
    let eights = digits.filter { $0.label == 8 }.prefix(8).map(\.plane)
    let inked = try eights.count { eight in
      let image = try crop(eight, margin: 1).image()
      let ink = InkFinder(Plane(image)).find()
      return ink?.mask.places.isEmpty == false
    }
    #expect(inked == 8)
  }
}
