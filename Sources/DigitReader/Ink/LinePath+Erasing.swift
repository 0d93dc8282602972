extension LinePath {
  /// Rows in which the line is alike: light may change along it.
  private static let stretch = 100
  /// How much stronger than the line alone a row, or a pixel, may be without ink that crosses it.
  private static let tolerance = 1.4
  private static let pixelTolerance = 1.2

  /// Takes the line out of the ink's strength, but not what crosses it.
  ///
  /// - Returns: How many pixels it took.
  func erase(from strength: inout Plane) -> Int {
    let reach = max(1, Int(thickness + 0.5)) / 2 + 1
    let typical = stride(from: 0, to: rows.count, by: Self.stretch).map { start in
      let stretch = start..<min(start + Self.stretch, rows.count)
      // Not the median, for a digit may lie along half of the stretch.
      func lowerQuartile(_ values: [Int]) -> Int { values.sorted()[values.count / 4] }
      return (
        level: lowerQuartile(stretch.map { Int(levels[$0]) }),
        sum: lowerQuartile(
          stretch.map { index in
            strength.sum(row: Int(rows[index]), around: Int(columns[index] + 0.5), reach: reach)
          })
      )
    }
    var erased = 0
    var index = 0
    for row in Int(rows.first ?? 0)...max(lastRow, Int(rows.first ?? 0)) {
      while index + 1 < rows.count, Int(rows[index + 1]) <= row { index += 1 }
      let middle = Int(column(row: row, after: index) + 0.5)
      let (first, last) = (max(0, middle - reach), min(strength.width - 1, middle + reach))
      guard first <= last else { continue }
      // All of a row's strength: however the line falls between two pixels, that stays the same.
      let (level, sum) = typical[index / Self.stretch]
      let isCrossed =
        Double(strength.sum(row: row, around: middle, reach: reach))
        > Self.tolerance * Double(sum) + 8
      let limit = isCrossed ? Int(Self.pixelTolerance * Double(level)) : 255
      for place in row * strength.width + first...row * strength.width + last
      where strength.bytes[place] > 0 && Int(strength.bytes[place]) <= limit {
        strength.bytes[place] = 0
        erased += 1
      }
    }
    return erased
  }

  /// Where the line is in a row at or after the one at `index`: straight on to the next.
  private func column(row: Int, after index: Int) -> Float {
    let next = min(index + 1, rows.count - 1)
    let (from, to) = (Float(rows[index]), Float(rows[next]))
    let share = to > from ? (Float(row) - from) / (to - from) : 0
    return columns[index] + share * (columns[next] - columns[index])
  }
}

extension Plane {
  /// The sum of so many pixels to both sides of one, and itself; beyond the edge is nothing.
  fileprivate func sum(row: Int, around column: Int, reach: Int) -> Int {
    let (first, last) = (max(0, column - reach), min(width - 1, column + reach))
    guard first <= last else { return 0 }
    return (first...last).reduce(0) { $0 + Int(bytes[row * width + $1]) }
  }
}
