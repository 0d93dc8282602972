/// The lines of ruled or squared paper, of tables, of margins: long, thin, and nearly straight.
///
/// They are followed from row to row through the digits that cross them, so that paper may be turned,
/// seen at a slant, or bent. Columns of the transposed plane serve for the lines that lie.
struct PrintedLines {
  /// One that stands, more or less: where it is in each row.
  private struct Path {
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
    func continues(in other: Path) -> Bool {
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

  /// What a line's direction may be off an axis: `tan 20°`.
  private static let steepest: Float = 0.36
  /// Rows of the shortest part of a line in the place where another part leads to.
  private static let shortestContinuation = 5
  /// Pixels of a line that are alike.
  private static let stretch = 100
  /// Rows that a line may be hidden by what crosses it.
  private let longestGap: Int
  private let shortest: Int
  /// Rows of the shortest part of a line beside others.
  private let shortestPart: Int
  private let thickest: Int

  /// - Parameter extent: The shorter side of the picture.
  init(extent: Int) {
    longestGap = max(8, extent / 8)
    shortest = max(40, extent * 2 / 5)
    shortestPart = max(12, extent / 30)
    thickest = max(5, extent / 60)
  }

  /// Takes the standing lines out of a plane of ink's strength.
  ///
  /// - Parameter least: What is weaker is no ink.
  /// - Returns: How many pixels it took.
  func erase(from strength: inout Plane, least: UInt8) -> Int {
    var erased = 0
    for path in paths(in: strength, least: least) { erased += erase(path, from: &strength) }
    return erased
  }

  private func paths(in strength: Plane, least: UInt8) -> [Path] {
    var open: [Path] = []
    var closed: [Path] = []
    func close(_ path: Path) {
      // What it took for itself behind a digit may have been the next digit.
      var path = path
      while path.rows.count * 10 < path.length * 6 { path.removeLast() }
      if path.length >= Self.shortestContinuation { closed.append(path) }
    }
    strength.bytes.withUnsafeBufferPointer { pixels in
      for row in 0..<strength.height {
        let line = row * strength.width
        var fresh: [Path] = []
        var candidate = 0
        var column = 0
        open.sort { $0.column(at: row) < $1.column(at: row) }
        while column < strength.width {
          guard pixels[line + column] >= least else {
            column += 1
            continue
          }
          let start = column
          var level: UInt8 = 0
          while column < strength.width, pixels[line + column] >= least {
            level = max(level, pixels[line + column])
            column += 1
          }
          guard column - start <= thickest else { continue }
          let middle = Float(start + column - 1) / 2
          // Nearest of those that expect a pixel here.
          while candidate < open.count, open[candidate].column(at: row) < middle - 3 {
            candidate += 1
          }
          var best: (index: Int, distance: Float)?
          var index = candidate
          while index < open.count, open[index].column(at: row) <= middle + 3 {
            let path = open[index]
            let gap = row - path.lastRow
            let distance = abs(path.column(at: row) - middle)
            if gap > 0, distance <= 1.2 + 0.04 * Float(gap),
              distance < best?.distance ?? .infinity
            {
              best = (index, distance)
            }
            index += 1
          }
          if let best {
            open[best.index].append(
              row: row, column: middle, thickness: column - start, level: level)
          } else {
            var path = Path()
            path.append(row: row, column: middle, thickness: column - start, level: level)
            fresh.append(path)
          }
        }
        open = open.filter { path in
          let isAlive =
            row - path.lastRow <= min(longestGap, path.rows.count)
            && abs(path.slope) <= Self.steepest
          if !isAlive { close(path) }
          return isAlive
        }
        open += fresh
      }
    }
    open.forEach(close)
    return lines(among: closed)
  }

  /// The long ones, and the short ones that are like them: what digits left of a line.
  private func lines(among paths: [Path]) -> [Path] {
    let long = paths.filter {
      $0.length >= shortest && $0.thickness * 40 <= Float($0.length)
    }
    guard long.count >= 3 else { return long }
    let thickness = long.map(\.thickness).sorted()[long.count / 2]
    let level = long.map(\.level).sorted()[long.count / 2]
    let directions = long.map(\.direction).sorted()
    let span = directions[0] - 0.03...directions[long.count - 1] + 0.03
    return paths.filter { path in
      if path.length >= shortest { return true }
      guard path.thickness <= 1.3 * thickness + 0.5, path.level <= 1.3 * level else { return false }
      return path.length >= shortestPart && span.contains(path.direction)
        || long.contains { $0.continues(in: path) }
    }
  }

  private func erase(_ path: Path, from strength: inout Plane) -> Int {
    let thickness = max(1, Int(path.thickness + 0.5))
    let reach = thickness / 2 + 1
    // What the line itself is like, where nothing crosses it: light may change along it.
    let limits = stride(from: 0, to: path.rows.count, by: Self.stretch).map { start in
      let levels = path.levels[start..<min(start + Self.stretch, path.rows.count)].map(Int.init)
        .sorted()
      // A digit may lie along half of the stretch.
      let level = levels[levels.count / 4]
      let spread = levels[levels.count / 2] - level
      return (level, min(level * 14 / 10, level + max(5, 5 * spread, level * 15 / 100)))
    }
    var erased = 0
    var index = 0
    for row in Int(path.rows[0])...path.lastRow {
      while index + 1 < path.rows.count, Int(path.rows[index + 1]) <= row { index += 1 }
      // Between two pixels of the path, straight on.
      let next = min(index + 1, path.rows.count - 1)
      let (from, to) = (Float(path.rows[index]), Float(path.rows[next]))
      let share = to > from ? (Float(row) - from) / (to - from) : 0
      let column = path.columns[index] + share * (path.columns[next] - path.columns[index])
      let middle = Int(column + 0.5)
      let line = row * strength.width
      let (level, limit) = limits[index / Self.stretch]
      let (first, last) = (max(0, middle - reach), min(strength.width - 1, middle + reach))
      guard first <= last else { continue }
      // Ink that crosses is stronger, or reaches further to both sides.
      let (left, right) = (max(0, first - 2), min(strength.width - 1, last + 2))
      let isCrossed =
        Int(strength.bytes[line + left]) > level / 2
        || Int(strength.bytes[line + right]) > level / 2
      for column in first...last {
        let byte = Int(strength.bytes[line + column])
        if byte > 0, byte <= (isCrossed ? min(limit, level * 12 / 10) : max(limit, level * 14 / 10))
        {
          strength.bytes[line + column] = 0
          erased += 1
        }
      }
    }
    return erased
  }
}

extension Plane {
  /// Rows for columns.
  var transposed: Plane {
    Plane(width: height, height: width) { output in
      bytes.withUnsafeBufferPointer { pixels in
        let block = 16
        for top in stride(from: 0, to: height, by: block) {
          for left in stride(from: 0, to: width, by: block) {
            for row in top..<min(top + block, height) {
              for column in left..<min(left + block, width) {
                output[column * height + row] = pixels[row * width + column]
              }
            }
          }
        }
      }
    }
  }
}
