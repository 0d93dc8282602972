extension TestPage {
  /// What makes a page hard to read.
  ///
  /// A third of the pages is light on dark, and all of ``whiteOnBlack``.
  public enum Condition: String, CaseIterable, Sendable {
    /// Nothing: paper and light are perfectly even.
    case plain
    /// Paper with clouds, grain and fibres.
    case textured
    /// Light that falls off smoothly, to less than half.
    case shaded
    /// The shadow of a hand or a telephone, with an edge.
    case shadow
    /// Lined paper, some with a margin; lines pass through digits.
    case ruled
    /// Paper with squares; lines pass through digits.
    case squared
    /// Up to 15 degrees either way.
    case rotated
    /// A page photographed at a slant.
    case perspective
    /// Out of focus, or moved while exposed.
    case blurred
    /// A sensor's noise in the dark, with single pixels black or white.
    case noisy
    /// A JPEG of low quality.
    case compressed
    /// Writing on the other side, faint and mirrored.
    case showThrough
    /// Chalk on a board.
    case whiteOnBlack
    /// A fine pen.
    case thin
    /// A marker.
    case thick
    /// Digits close to each other that do not touch.
    case crowded
    /// Digits 14 to 22 pixels high.
    case small
    /// Three to five of the others at once, but for chalk and small digits.
    case everything
  }
}
