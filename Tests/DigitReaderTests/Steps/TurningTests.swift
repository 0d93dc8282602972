import Testing

@testable import DigitReader

/// A tilt undone.
struct TurningTests {
  /// All ink is still there, on little more paper than it takes.
  @Test(
    arguments: [(2, 400), (400, 2), (31, 50), (9, 14)],
    [
      Tilt(skew: 0.2, slant: 0), Tilt(skew: -0.3, slant: 0.4), Tilt(skew: 0.1, slant: -0.5),
      Tilt(skew: 0, slant: 0.3),
    ])
  func nothingIsCutOff(size: (width: Int, height: Int), tilt: Tilt) {
    let plane = Plane.even(size.width, size.height, 200)
    let turned = plane.upright(tilt)
    let ink = turned.bytes.reduce(0) { $0 + Int($1) }
    // Bytes are rounded, each by up to a half, along the outline alone.
    let outline = 4 * (size.width + size.height) + 8
    #expect(abs(ink - 200 * size.width * size.height) <= outline)
    let box = turned.boxOfInk
    #expect(turned.width <= max(size.width, box?.width ?? 0) + 8)
    #expect(turned.height <= max(size.height, box?.height ?? 0) + 8)
    // The middle stays the middle.
    #expect((turned.width - size.width) % 2 == 0 && (turned.height - size.height) % 2 == 0)
  }
}
