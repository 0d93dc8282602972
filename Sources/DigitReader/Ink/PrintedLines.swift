/// The lines of ruled or squared paper, of tables, of margins: long, thin, and nearly straight.
///
/// They are followed from row to row through the digits that cross them, so that paper may be turned,
/// seen at a slant, or bent. Columns of the transposed plane serve for the lines that lie.
struct PrintedLines {
  /// What a line's direction may be off an axis: `tan 20°`.
  private static let steepest: Float = 0.36
  /// Columns that a run may be off the one where a path expects it, and more for each row between; and
  /// how far away is looked at all.
  private static let straightness: Float = 1.2
  private static let bend: Float = 0.04
  private static let reach: Float = 3
  /// The share of its rows in which a line has ink of its own.
  private static let leastFilled = 0.6
  /// How many times longer than wide a line is.
  private static let slimness: Float = 40
  /// How much more than the long lines their parts may be off their direction, wide, and strong.
  private static let parallel: Float = 0.03
  private static let likeness: Float = 1.3
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

  /// All that is thin and goes straight on from row to row.
  private func paths(in strength: Plane, least: UInt8) -> [LinePath] {
    var open: [LinePath] = []
    var closed: [LinePath] = []
    func close(_ path: LinePath) {
      // What it took for itself behind a digit may have been the next digit.
      var path = path
      while Double(path.rows.count) < Self.leastFilled * Double(path.length) { path.removeLast() }
      if path.length >= Self.shortestContinuation { closed.append(path) }
    }
    for row in 0..<strength.height {
      open.sort { $0.column(at: row) < $1.column(at: row) }
      var fresh: [LinePath] = []
      var first = 0
      for run in strength.runs(inRow: row, least: least) where run.length <= thickest {
        // Paths stand from left to right, as the runs do.
        while first < open.count, open[first].column(at: row) < run.middle - Self.reach {
          first += 1
        }
        if let index = nearest(to: run, in: open[first...], row: row) {
          open[index].append(run, row: row)
        } else {
          var path = LinePath()
          path.append(run, row: row)
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
    open.forEach(close)
    return lines(among: closed)
  }

  /// The path that expects a run most nearly where it is; each takes one a row.
  private func nearest(
    to run: LinePath.Run, in paths: ArraySlice<LinePath>, row: Int
  ) -> Int? {
    var best: (index: Int, distance: Float)?
    for index in paths.indices {
      let expected = paths[index].column(at: row)
      guard expected <= run.middle + Self.reach else { break }
      let gap = row - paths[index].lastRow
      let distance = abs(expected - run.middle)
      if gap > 0, distance <= Self.straightness + Self.bend * Float(gap),
        distance < best?.distance ?? .infinity
      {
        best = (index, distance)
      }
    }
    return best?.index
  }

  /// The long ones, and the short ones that are like them: what digits left of a line.
  private func lines(among paths: [LinePath]) -> [LinePath] {
    let long = paths.filter {
      $0.length >= shortest && $0.thickness * Self.slimness <= Float($0.length)
    }
    guard long.count >= 3 else { return long }
    let thickness = long.map(\.thickness).sorted()[long.count / 2]
    let level = long.map(\.level).sorted()[long.count / 2]
    let directions = long.map(\.direction).sorted()
    let span = directions[0] - Self.parallel...directions[long.count - 1] + Self.parallel
    return paths.filter { path in
      if path.length >= shortest { return true }
      guard path.thickness <= Self.likeness * thickness + 0.5,
        path.level <= Self.likeness * level
      else { return false }
      return path.length >= shortestPart && span.contains(path.direction)
        || long.contains { $0.continues(in: path) }
    }
  }
}
