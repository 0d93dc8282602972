/// A rectangle of pixels in a picture, rows counted from the top.
public struct Box: Hashable, Sendable {
  /// First column and first row.
  public var x, y: Int
  /// Columns and rows.
  public var width, height: Int

  /// A rectangle.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  var right: Int { x + width }
  var bottom: Int { y + height }
  var longestSide: Int { max(width, height) }

  /// The smallest that holds both.
  func union(_ other: Box) -> Box {
    let (left, top) = (min(x, other.x), min(y, other.y))
    return Box(
      x: left, y: top, width: max(right, other.right) - left,
      height: max(bottom, other.bottom) - top)
  }

  /// Columns that both have, negative for those between them.
  func overlapAcross(_ other: Box) -> Int { min(right, other.right) - max(x, other.x) }

  /// Rows that both have, negative for those between them.
  func overlapDown(_ other: Box) -> Int { min(bottom, other.bottom) - max(y, other.y) }

  func grown(by margin: Int, inWidth width: Int, height: Int) -> Box {
    let (left, top) = (max(0, x - margin), max(0, y - margin))
    return Box(
      x: left, y: top, width: min(width, right + margin) - left,
      height: min(height, bottom + margin) - top)
  }

  func scaled(by factor: Int) -> Box {
    Box(x: x * factor, y: y * factor, width: width * factor, height: height * factor)
  }
}

extension Box: Codable {
  /// Reads `[x, y, width, height]`.
  public init(from decoder: any Decoder) throws {
    let numbers = try decoder.singleValueContainer().decode([Int].self)
    guard numbers.count == 4 else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "Expected [x, y, width, height]; found \(numbers.count) numbers."))
    }
    self.init(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
  }

  /// Writes `[x, y, width, height]`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode([x, y, width, height])
  }
}
