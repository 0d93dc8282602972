/// A printed line that stands, more or less: where it is in each row.
struct LinePath {
  var rows: [Int32] = []
  var columns: [Float] = []
  /// The strongest pixel of each row.
  var levels: [UInt8] = []
  var thicknesses: [Int] = []
  var slope: Float = 0

  var lastRow: Int { Int(rows.last ?? 0) }
  var length: Int { lastRow - Int(rows.first ?? 0) + 1 }
  var thickness: Float { Float(thicknesses.reduce(0, +)) / Float(max(1, rows.count)) }
  /// Columns a row, from end to end.
  var direction: Float {
    ((columns.last ?? 0) - (columns.first ?? 0)) / Float(max(1, length - 1))
  }
  var level: Float { Float(levels.reduce(0) { $0 + Int($1) }) / Float(max(1, levels.count)) }

  /// Another part lies where this one leads to.
  func continues(in other: LinePath) -> Bool {
    let row = (Int(other.rows.first ?? 0) + other.lastRow) / 2
    let column = other.columns[other.columns.count / 2]
    let first = Int(rows.first ?? 0)
    let isBefore = row < first
    guard isBefore || row > lastRow else { return false }
    let distance = Float(isBefore ? row - first : row - lastRow)
    let expected = ((isBefore ? columns.first : columns.last) ?? 0) + direction * distance
    return abs(expected - column) <= 2 + 0.02 * abs(distance)
  }

  func column(at row: Int) -> Float { (columns.last ?? 0) + slope * Float(row - lastRow) }

  mutating func removeLast() {
    rows.removeLast()
    columns.removeLast()
    levels.removeLast()
    thicknesses.removeLast()
  }

  mutating func append(row: Int, column: Float, thickness: Int, level: UInt8) {
    levels.append(level)
    rows.append(Int32(row))
    columns.append(column)
    thicknesses.append(thickness)
    // From what is half a hundred rows back: pixels are too coarse for less.
    let back = max(0, rows.count - 50)
    let distance = Float(rows[rows.count - 1] - rows[back])
    if distance >= 8 { slope = (columns[columns.count - 1] - columns[back]) / distance }
  }
}
