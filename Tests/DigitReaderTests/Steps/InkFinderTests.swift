import Testing

@testable import DigitReader

/// Strokes whose pixels are known.
struct InkFinderTests {
  /// Standing and lying strokes of one width, none as long as a printed line.
  private static func strokes(_ pen: Int, _ width: Int, _ height: Int) -> [Box] {
    stride(from: 30, to: width - 60, by: 60).flatMap { x in
      stride(from: 25, to: height - 50, by: 60).map { y in
        (x + y) / 60 % 2 == 0
          ? Box(x: x, y: y, width: pen, height: 30) : Box(x: x, y: y, width: 30, height: pen)
      }
    }
  }

  private static func mask(_ strokes: [Box], _ width: Int, _ height: Int) -> Plane {
    var mask = Plane.even(width, height)
    for stroke in strokes { mask.fill(stroke, with: 1) }
    return mask
  }

  /// Ink that both have, of what either has.
  private func agreement(_ found: Plane, _ expected: Plane) -> Double {
    let (a, b) = (found.places, expected.places)
    return Double(a.intersection(b).count) / Double(max(1, a.union(b).count))
  }

  @Test(arguments: [2, 3, 5, 8, 12], [-70, 70])
  func strokesOnAGradientAreFoundToThePixel(pen: Int, contrast: Int) throws {
    let mask = Self.mask(Self.strokes(pen, 300, 200), 300, 200)
    let plane = Plane.each(300, 200) { row, column in
      90 + column / 5 + row / 10 + (mask[row, column] == 1 ? contrast : 0)
    }
    let ink = try #require(InkFinder(plane).find())
    #expect(agreement(ink.mask, mask) > 0.97)
  }

  /// Noise of up to 4 shades, and light of a third less at one side.
  @Test(arguments: [3, 6], [-60, 60])
  func strokesInNoiseAreFound(pen: Int, contrast: Int) throws {
    var noise = SplitMix(state: 9)
    let mask = Self.mask(Self.strokes(pen, 300, 200), 300, 200)
    let plane = Plane.each(300, 200) { row, column in
      100 + column / 5 + Int(noise.next() % 9) - 4 + (mask[row, column] == 1 ? contrast : 0)
    }
    let ink = try #require(InkFinder(plane).find())
    #expect(!ink.isFlat)
    // It is blurred; an edge may move by a pixel.
    #expect(agreement(ink.mask, mask) > 0.7)
    #expect(mask.places.isSubset(of: ink.mask.dilated(by: 3).places))
    #expect(ink.mask.places.isSubset(of: mask.dilated(by: 5).places))
  }

  /// A board beside a sheet: each has its own ink.
  @Test func bothPolaritiesAreFoundOnOnePicture() throws {
    let strokes = Self.strokes(4, 480, 240)
    let mask = Self.mask(strokes, 480, 240)
    let plane = Plane.each(480, 240) { row, column in
      let isBoard = column >= 240
      return mask[row, column] == 1 ? (isBoard ? 190 : 60) : (isBoard ? 50 : 200)
    }
    let ink = try #require(InkFinder(plane).find())
    let marks = Mark.all(in: ink.mask).filter { $0.area > 20 }
    // Where the sheet ends, nothing tells whether it is the sheet or the board that is ink.
    let far = strokes.filter { abs($0.centre.x - 240) > 60 }
    #expect(far.count == 15)
    for stroke in far { #expect(marks.count { $0.box == stroke } == 1) }
  }

  /// A drawing's faintest pixels are meant.
  @Test func drawingsAreFlatAndKeepEveryPixel() throws {
    var plane = Plane.even(120, 90, 255)
    for stroke in Self.strokes(4, 120, 90) { plane.fill(stroke, with: 0) }
    plane.fill(Box(x: 90, y: 60, width: 5, height: 4), with: 250)
    let ink = try #require(InkFinder(plane).find())
    #expect(ink.isFlat)
    #expect(ink.mask.places == Plane.excess(of: .even(120, 90, 255), over: plane).places)
  }

  @Test(arguments: [(1, 1), (2, 2), (1, 50), (50, 1), (2, 90), (3, 3), (200, 100)])
  func blankPicturesHaveNoInk(width: Int, height: Int) {
    for level in [UInt8(0), 128, 255] {
      #expect(InkFinder(.even(width, height, level)).find() == nil)
    }
    // Nor has what gets brighter slowly.
    #expect(InkFinder(.each(width, height) { 50 + $0 / 2 + $1 / 3 }).find() == nil)
  }

  @Test(arguments: 1...12) func picturesOfEverySmallSizeAreRead(width: Int) {
    for height in 1...12 {
      for seed in 0..<4 {
        let ink = InkFinder(.random(width, height, seed: UInt64(seed))).find()
        if width < 3 || height < 3 { #expect(ink == nil) }
        if let ink { #expect(ink.mask.width == width && ink.strength.height == height) }
      }
    }
  }

  @Test(arguments: [4, 10, 30]) func noiseHasLittleInk(sigma: Int) throws {
    var noise = SplitMix(state: 2)
    let plane = Plane.each(300, 200) { _, _ in
      // Three dice are nearly normal; their variance is a quarter of their width's square.
      128
        + (0..<3).reduce(0) { sum, _ in
          sum + Int.random(in: -sigma...sigma, using: &noise)
        }
    }
    let ink = InkFinder(plane).find()
    #expect(Double(ink?.mask.places.count ?? 0) < 0.02 * 60_000)
  }
}
