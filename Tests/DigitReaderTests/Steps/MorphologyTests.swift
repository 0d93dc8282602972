import Testing

@testable import DigitReader

/// The extrema of a square around each pixel, beside a look at each of its pixels.
struct MorphologyTests {
  /// The last ones are larger than most of the planes.
  private static let windows = [1, 3, 5, 9, 17, 45]

  private func dilated(_ plane: Plane, _ size: Int) -> Plane {
    .each(plane.width, plane.height) {
      Int(plane.square($0, $1, reach: size / 2).max() ?? 0)
    }
  }

  private func eroded(_ plane: Plane, _ size: Int) -> Plane {
    .each(plane.width, plane.height) {
      Int(plane.square($0, $1, reach: size / 2).min() ?? 0)
    }
  }

  @Test(arguments: Plane.sizes) func extremaAreThoseOfEachSquare(width: Int, height: Int) {
    let plane = Plane.random(width, height)
    for size in Self.windows {
      #expect(plane.dilated(by: size) == dilated(plane, size), "\(size)")
      #expect(plane.eroded(by: size) == eroded(plane, size), "\(size)")
    }
  }

  @Test(arguments: Plane.sizes) func closingAndOpeningAreOneAfterTheOther(
    width: Int, height: Int
  ) {
    let plane = Plane.random(width, height, seed: 3)
    for size in [1, 3, 9, 45] {
      let (closed, opened) = (plane.closed(by: size), plane.opened(by: size))
      #expect(closed == eroded(dilated(plane, size), size), "\(size)")
      #expect(opened == dilated(eroded(plane, size), size), "\(size)")
      #expect(zip(closed.bytes, plane.bytes).allSatisfy { $0 >= $1 })
      #expect(zip(opened.bytes, plane.bytes).allSatisfy { $0 <= $1 })
      // Once is enough.
      #expect(closed.closed(by: size) == closed && opened.opened(by: size) == opened)
    }
  }

  @Test func darkAndBrightAreTheSameTurnedAround() {
    let plane = Plane.random(40, 23)
    let inverse = Plane(width: 40, height: 23, bytes: plane.bytes.map { 255 - $0 })
    #expect(plane.closed(by: 7).bytes == inverse.opened(by: 7).bytes.map { 255 - $0 })
  }

  /// What is narrower than the window goes; what is as wide stays.
  @Test func aStrokeGoesIfItIsNarrowerThanTheWindow() {
    var bright = Plane.even(60, 40, 50)
    bright.fill(Box(x: 10, y: 5, width: 5, height: 30), with: 200)
    #expect(bright.opened(by: 7) == .even(60, 40, 50))
    #expect(bright.opened(by: 5) == bright)
    var dark = Plane.even(60, 40, 200)
    dark.fill(Box(x: 10, y: 5, width: 5, height: 30), with: 50)
    #expect(dark.closed(by: 7) == .even(60, 40, 200))
    #expect(dark.closed(by: 5) == dark)
  }

  @Test func rowsAndColumnsAreTreatedAlike() {
    let plane = Plane.random(140, 37)
    for size in [3, 11] {
      #expect(plane.dilated(by: size) == plane.transposed.dilated(by: size).transposed)
      #expect(plane.eroded(by: size) == plane.transposed.eroded(by: size).transposed)
    }
  }
}
