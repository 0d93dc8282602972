/// A printed line that stands, more or less: where it is in each row.
struct LinePath {
  /// Ink of one row, side by side.
  struct Run {
    /// The column of its middle.
    let middle: Float
    /// Columns.
    let length: Int
    /// Its strongest pixel.
    let level: UInt8
  }

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

  mutating func append(_ run: Run, row: Int) {
    levels.append(run.level)
    rows.append(Int32(row))
    columns.append(run.middle)
    thicknesses.append(run.length)
    // From what is half a hundred rows back: pixels are too coarse for less.
    let back = max(0, rows.count - 50)
    let distance = Float(rows[rows.count - 1] - rows[back])
    if distance >= 8 { slope = (columns[columns.count - 1] - columns[back]) / distance }
  }
}

extension Plane {
  /// Pixels of a row, side by side, that are at least so strong.
  func runs(inRow row: Int, least: UInt8) -> [LinePath.Run] {
    var runs: [LinePath.Run] = []
    bytes.withUnsafeBufferPointer { pixels in
      let end = (row + 1) * width
      var place = row * width
      while place < end {
        guard pixels[place] >= least else {
          place += 1
          continue
        }
        let start = place
        var level: UInt8 = 0
        while place < end, pixels[place] >= least {
          level = max(level, pixels[place])
          place += 1
        }
        let middle = Float(start + place - 1 - 2 * row * width) / 2
        runs.append(.init(middle: middle, length: place - start, level: level))
      }
    }
    return runs
  }
}
