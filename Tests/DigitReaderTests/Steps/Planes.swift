@testable import DigitReader

extension Plane {
  /// Of one pixel, one row, one column, and wider than the strips that columns are worked in.
  static let sizes = [(1, 1), (1, 9), (9, 1), (2, 2), (13, 7), (40, 23), (300, 3), (3, 150)]

  /// Any bytes, not alike when turned or mirrored.
  static func random(
    _ width: Int, _ height: Int, seed: UInt64 = 1, in levels: ClosedRange<UInt8> = 0...255
  ) -> Plane {
    var noise = SplitMix(state: seed)
    return Plane(
      width: width, height: height,
      bytes: (0..<width * height).map { _ in UInt8.random(in: levels, using: &noise) })
  }

  static func even(_ width: Int, _ height: Int, _ level: UInt8 = 0) -> Plane {
    Plane(width: width, height: height, bytes: .init(repeating: level, count: width * height))
  }

  /// Each pixel from its row and column.
  static func each(_ width: Int, _ height: Int, _ value: (Int, Int) -> Int) -> Plane {
    Plane(
      width: width, height: height,
      bytes: (0..<width * height).map { UInt8(clamping: value($0 / width, $0 % width)) })
  }

  /// A pixel for each character: "." is none, any other one.
  init(drawn rows: String) {
    let lines = rows.split(separator: "\n")
    self.init(
      width: lines[0].count, height: lines.count, bytes: lines.joined().map { $0 == "." ? 0 : 1 })
  }

  mutating func fill(_ box: Box, with level: UInt8) {
    for row in box.y..<box.bottom {
      for column in box.x..<box.right { bytes[row * width + column] = level }
    }
  }

  /// The pixels that are not 0.
  var places: Set<Int> { Set(bytes.indices.filter { bytes[$0] != 0 }) }

  /// The pixels of the square around one, without those beyond the edge.
  func square(_ row: Int, _ column: Int, reach: Int) -> [UInt8] {
    let (left, right) = (max(0, column - reach), min(width - 1, column + reach))
    let rows = max(0, row - reach)...min(height - 1, row + reach)
    return rows.flatMap { bytes[$0 * width + left...$0 * width + right] }
  }
}
