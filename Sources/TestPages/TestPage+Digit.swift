extension TestPage {
  /// A digit on a page.
  public struct Digit: Hashable, Sendable {
    /// Which digit, 0 to 9.
    public let label: Int
    /// The smallest box around its ink in the picture.
    public let box: Box
    /// Its position in the data set that the page was made of.
    public let source: Int
    /// The line that it stands in, from 0 at the top.
    public let line: Int
  }

  /// A rectangle of pixels.
  public struct Box: Hashable, Sendable {
    /// The column of its left pixels.
    public let x: Int
    /// The row of its upper pixels.
    public let y: Int
    /// Pixels in a row.
    public let width: Int
    /// Pixels in a column.
    public let height: Int

    /// A rectangle by its upper left pixel and its size.
    public init(x: Int, y: Int, width: Int, height: Int) {
      self.x = x
      self.y = y
      self.width = width
      self.height = height
    }
  }
}
