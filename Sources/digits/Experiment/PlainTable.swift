/// Rows of text in columns, two blanks apart.
struct PlainTable: CustomStringConvertible {
  let rows: [[String]]

  /// A table of rows, the heading first.
  init(_ rows: [[String]]) { self.rows = rows }

  /// A line a row, without blanks at its end.
  var description: String {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        column == row.count - 1
          ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
      }
      return cells.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}
