/// The lines of ruled or squared paper, of tables, of margins: long, thin, and nearly straight.
///
/// They are followed from row to row through the digits that cross them, so that paper may be turned,
/// seen at a slant, or bent. Columns of the transposed plane serve for the lines that lie.
struct PrintedLines {
  /// What a line's direction may be off an axis: `tan 20°`.
  private static let steepest: Float = 0.36
  /// Rows of the shortest part of a line in the place where another part leads to.
  private static let shortestContinuation = 5
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
    for path in paths(in: strength, least: least) { erased += path.erase(from: &strength) }
    return erased
  }

  private func paths(in strength: Plane, least: UInt8) -> [LinePath] {
    var open: [LinePath] = []
    var closed: [LinePath] = []
    func close(_ path: LinePath) {
      // What it took for itself behind a digit may have been the next digit.
      var path = path
      while path.rows.count * 10 < path.length * 6 { path.removeLast() }
      if path.length >= Self.shortestContinuation { closed.append(path) }
    }
    strength.bytes.withUnsafeBufferPointer { pixels in
      for row in 0..<strength.height {
        let line = row * strength.width
        var fresh: [LinePath] = []
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
            var path = LinePath()
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
  private func lines(among paths: [LinePath]) -> [LinePath] {
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
}
