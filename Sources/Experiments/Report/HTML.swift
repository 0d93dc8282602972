internal import Foundation

/// What a page is made of.
enum HTML {
  /// Text as HTML holds it, without characters that steer its reader.
  static func escaped(_ text: String) -> String {
    var output = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": output += "&amp;"
      case "<": output += "&lt;"
      case ">": output += "&gt;"
      case "\"": output += "&quot;"
      case "'": output += "&#39;"
      case "\n", "\t": output += " "
      default:
        switch character.properties.generalCategory {
        case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: continue
        default: output.unicodeScalars.append(character)
        }
      }
    }
    return output
  }

  /// A table that opens on demand.
  static func details(_ summary: String, _ table: ReportTable) -> String {
    guard !table.rows.isEmpty else { return "" }
    let shown = table.rows.prefix(ReportTable.limit)
    let head = table.columns.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
    let rows = shown.map { row in
      let cells = row.enumerated().map { index, cell in
        index == 0
          ? "<th scope=\"row\">\(escaped(cell))</th>" : "<td>\(escaped(cell))</td>"
      }
      return "<tr>\(cells.joined())</tr>"
    }
    let more = table.rows.count - shown.count
    let note =
      more > 0
      ? "<p>\(Writing.count(more, "more row is", "more rows are")) left out; trials.csv holds all.</p>"
      : ""
    return """
      <details><summary>\(escaped(summary))</summary>
      <div class="wide" role="region" tabindex="0" aria-label="\(escaped(summary))"><table>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table></div>\(note)</details>
      """
  }
}
