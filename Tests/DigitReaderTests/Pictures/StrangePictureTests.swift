import Images
import NeuralNetwork
import Testing

@testable import DigitReader

/// Pictures of no digits, of any size, and of both polarities.
struct StrangePictureTests {
  private let reader: DigitReader

  init() throws { reader = try Stamps.reader.get() }

  private func read(_ plane: Plane) throws -> Page {
    try reader.read(GreyImage(width: plane.width, height: plane.height, pixels: plane.bytes))
  }

  @Test(arguments: [UInt8(0), 90, 255]) func aBlankPageHasNone(level: UInt8) throws {
    let page = try read(.even(300, 200, level))
    #expect(page.digits.isEmpty && page.text.isEmpty && page.dropped.isEmpty)
    #expect(page.width == 300 && page.height == 200)
  }

  @Test(arguments: 0..<6) func noiseHasNone(seed: UInt64) throws {
    #expect(try read(.random(160, 120, seed: seed)).digits.isEmpty)
    #expect(try read(.random(160, 120, seed: seed, in: 120...135)).digits.isEmpty)
  }

  /// Squares touch at their corners: all of it is one mark, of which the network knows nothing.
  @Test(arguments: [1, 2, 4, 8, 16, 30]) func aCheckerboardHasNoSureOne(square: Int) throws {
    let page = try read(checkerboard(240, 180, square))
    #expect(page.digits.count <= 1 && !page.digits.contains(where: \.isSure))
  }

  /// Slivers of one pixel are left beside the squares, and read as ones.
  @Test func aCheckerboardOfLargeSquaresHasNoSureOne() throws {
    let page = try read(checkerboard(333, 250, 40))
    withKnownIssue { #expect(page.digits.allSatisfy { !$0.isSure }) }
  }

  private func checkerboard(_ width: Int, _ height: Int, _ square: Int) -> Plane {
    .each(width, height) { ($0 / square + $1 / square) % 2 == 0 ? 230 : 30 }
  }

  /// A sky, and a lamp in it that is out of focus.
  @Test func aGradientHasNone() throws {
    var noise = SplitMix(state: 1)
    let sky = Plane.each(320, 240) { row, column in
      let (down, across) = (Double(row - 80), Double(column - 200))
      let lamp = 9000 / (60 + (down * down + across * across) / 40)
      return 40 + row / 2 + Int(lamp) + Int(noise.next() % 5)
    }
    #expect(try read(sky).digits.isEmpty)
  }

  @Test(arguments: [(1, 1), (1, 2000), (2000, 1), (3, 3), (2, 2), (5, 5)])
  func extremeSizesAreRead(width: Int, height: Int) throws {
    for plane in [
      Plane.even(width, height), .even(width, height, 255), .random(width, height),
      .each(width, height) { ($0 + $1) % 2 * 255 }, .each(width, height) { $0 + $1 },
    ] {
      let page = try read(plane)
      #expect(page.width == width && page.height == height)
      if width < 3 || height < 3 { #expect(page.digits.isEmpty) }
    }
  }

  /// Random bytes; random blots, which have marks.
  @Test(arguments: 0..<150) func smallPicturesNeverTrap(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let (width, height) = (1 + Int(random.next() % 50), 1 + Int(random.next() % 50))
    let paper = UInt8(truncatingIfNeeded: random.next())
    for kind in 0..<3 {
      var plane = Plane.random(width, height, seed: seed)
      if kind > 0 { plane = .even(width, height, paper) }
      if kind > 1 {
        for _ in 0..<random.next() % 9 {
          let (x, y) = (
            Int.random(in: 0..<width, using: &random), Int.random(in: 0..<height, using: &random)
          )
          plane.fill(
            Box(
              x: x, y: y, width: .random(in: 1...width - x, using: &random),
              height: .random(in: 1...height - y, using: &random)),
            with: UInt8(truncatingIfNeeded: random.next()))
        }
      }
      let page = try read(plane)
      for digit in page.digits {
        #expect(digit.box.x >= 0 && digit.box.right <= width && digit.box.width > 0)
        #expect(digit.box.y >= 0 && digit.box.bottom <= height && digit.box.height > 0)
        #expect((0...1).contains(digit.confidence) && digit.alternatives.count == 2)
      }
    }
  }

  @Test func eightThreadsGetEqualPages() async throws {
    var canvas = Canvas(width: 300, height: 120)
    for (index, position) in try Stamps.clear.get().prefix(4).enumerated() {
      canvas.stamp(try Stamps.digit(position).plane, x: 30 + 65 * index, y: 30, factor: 3)
    }
    let (image, reader) = (try canvas.image(), reader)
    let first = try reader.read(image)
    #expect(first.digits.count == 4)
    let pages = try await withThrowingTaskGroup(of: Page.self) { group in
      for _ in 0..<8 { group.addTask { try reader.read(image) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(pages.count == 8 && pages.allSatisfy { $0 == first })
  }
}
