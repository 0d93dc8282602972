public import Images

/// A picture of a page whose digits are known.
public struct TestPage: Sendable {
  /// What a camera would see.
  public let image: GreyImage
}
