public import Images

/// What a reader found in a picture.
public struct Page: Sendable {
  /// Pixels in a row, and in a column.
  public let width, height: Int
  /// In reading order.
  public let digits: [Digit]

  /// One digit.
  public struct Digit: Sendable {
    /// The digit that it is most like.
    public let label: Int
    /// Probability.
    public let confidence: Double
    /// Where it is.
    public let box: Box
    /// Which line.
    public let line: Int
    /// What the network saw.
    public let picture: [UInt8]
  }

  init(_ image: GreyImage, _ digits: [Digit]) {
    width = image.width
    height = image.height
    self.digits = digits
  }
}
