/// A table with a box around it, in the proportions of Keras' summary: the last column is aligned
/// to the right.
struct TextTable {
  let header: [String]
  let rows: [[String]]
  let width: Int

  /// Where the columns end, in hundredths of the width.
  private static let ends = [45, 80, 100]

  /// Characters in each column's cells, between one blank on either side.
  ///
  /// The box has one line more than it has columns, for which the middle column gives way.
  private var cellWidths: [Int] {
    let ends = Self.ends.map { width * $0 / 100 }
    return [ends[0] - 3, ends[1] - ends[0] - 4, ends[2] - ends[1] - 3].map { max(1, $0) }
  }

  var text: String {
    var lines = [
      rule("┏", "━", "┳", "┓"), line(header, "┃"), rule("┡", "━", "╇", "┩"),
    ]
    for (index, row) in rows.enumerated() {
      if index > 0 { lines.append(rule("├", "─", "┼", "┤")) }
      let cells = zip(row, cellWidths).map { wrapped($0, $1) }
      for number in 0..<(cells.map(\.count).max() ?? 0) {
        lines.append(line(cells.map { number < $0.count ? $0[number] : "" }, "│"))
      }
    }
    lines.append(rule("└", "─", "┴", "┘"))
    return lines.joined(separator: "\n")
  }

  private func rule(_ left: String, _ fill: Character, _ middle: String, _ right: String) -> String
  {
    left + cellWidths.map { String(repeating: fill, count: $0 + 2) }.joined(separator: middle)
      + right
  }

  private func line(_ cells: [String], _ bar: String) -> String {
    let padded = cells.enumerated().map { index, cell in
      let blanks = String(repeating: " ", count: max(0, cellWidths[index] - cell.count))
      return index == cells.count - 1 ? blanks + cell : cell + blanks
    }
    return "\(bar) " + padded.joined(separator: " \(bar) ") + " \(bar)"
  }

  /// Broken at blanks; a word that does not fit ends in “…”.
  private func wrapped(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      let word = word.count > width ? word.prefix(width - 1) + "…" : word
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
