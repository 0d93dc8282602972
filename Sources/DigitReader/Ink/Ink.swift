/// What is written on a picture: how far each pixel is from its paper, and which pixels are ink.
struct Ink {
  /// Difference from the paper, in grey levels, in the direction of the ink.
  var strength: Plane
  /// 1 where there is ink.
  var mask: Plane
  /// No noise at all: drawn by a program.
  let isFlat: Bool
}
