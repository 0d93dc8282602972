/// The table of a ``ConfusionMatrixFigure`` with its headings, its recalls and its legend.
struct ConfusionMatrixTable {
  let classNames: [String]
  let counts: [[Int]]

  private let cell: (width: Double, height: Double)
  /// Upper left corner of the first cell.
  private let corner: (x: Double, y: Double)
  private let fontSize: Double
  private let nameSize: Double
  private let rowTotals: [Double]
  /// The largest share of a row that went to one wrong class.
  private let worstShare: Double

  init(classNames: [String], counts: [[Int]]) {
    self.classNames = classNames
    self.counts = counts
    let side = 600 / Double(max(1, classNames.count))
    cell = (min(60, max(18, side)).rounded(.down), min(36, max(18, side)).rounded(.down))
    let digits = Double(String(counts.joined().max() ?? 0).count)
    fontSize = min(12.5, cell.height * 0.55, cell.width * 0.84 / (digits * 0.68))
    nameSize = min(13, cell.height * 0.62)
    let longest = classNames.map { $0.width(size: min(13, side * 0.62)) }.max() ?? 0
    corner = (30 + min(96, max(16, longest)).rounded(.up), 44)
    let totals = counts.map { row in row.reduce(0.0) { $0 + Double($1) } }
    rowTotals = totals
    worstShare =
      counts.indices.flatMap { row in
        counts.indices.filter { $0 != row && totals[row] > 0 }
          .map { Double(counts[row][$0]) / totals[row] }
      }.max() ?? 0
  }

  /// From the first heading to the last recall, or to the end of the legend.
  var width: Double { max(right + 70, corner.x + 400) }

  /// From the first heading to the legend.
  var height: Double { bottom + 40 }

  private var right: Double { corner.x + Double(classNames.count) * cell.width }
  private var bottom: Double { corner.y + Double(classNames.count) * cell.height }

  /// Everything, the origin at the upper left corner.
  var elements: [Element] {
    headings + [emptyCells] + classNames.indices.flatMap(row) + legend
  }

  private var headings: [Element] {
    let label = Element.text(
      "label", x: 0, y: 0, size: 12, anchor: .middle, paint: .fill(.muted)
    ).with("transform", "translate(11 \(coordinate((corner.y + bottom) / 2))) rotate(-90)")
    let names = classNames.enumerated().map { index, name in
      Element.text(
        name, x: corner.x + (Double(index) + 0.5) * cell.width, y: corner.y - 10, size: nameSize,
        anchor: .middle, bold: true, within: cell.width - 2)
    }
    return [
      .text(
        "guess", x: (corner.x + right) / 2, y: 11, size: 12, anchor: .middle,
        paint: .fill(.muted)),
      .text(
        "recall", x: right + 70, y: corner.y - 10, size: 12, anchor: .end, paint: .fill(.muted)),
      label,
    ] + names
  }

  private func row(_ row: Int) -> [Element] {
    let y = corner.y + Double(row) * cell.height
    let baseline = y + cell.height / 2
    let name = Element.text(
      classNames[row], x: corner.x - 12, y: baseline + nameSize * 0.36, size: nameSize,
      anchor: .end, bold: true, within: 96)
    let recall = Element.text(
      rowTotals[row] > 0 ? percentage(Double(counts[row][row]) / rowTotals[row]) : "–",
      x: right + 70, y: baseline + min(12, nameSize) * 0.36, size: min(12, nameSize),
      anchor: .end)
    return [name] + classNames.indices.flatMap { entry(row, $0, y: y) } + [recall]
  }

  /// Cells without a count, in one path: as elements of their own they would be most of the file.
  private var emptyCells: Element {
    let size = "h\(coordinate(cell.width - 1))v\(coordinate(cell.height - 1))"
    let back = "h\(coordinate(1 - cell.width))z"
    let cells = counts.indices.flatMap { row in
      counts.indices.filter { counts[row][$0] == 0 }.map { column in
        let x = corner.x + Double(column) * cell.width + 0.5
        let y = corner.y + Double(row) * cell.height + 0.5
        return "M\(coordinate(x)) \(coordinate(y))\(size)\(back)"
      }
    }
    return .path(cells.joined(), paint: .fill(.panel))
  }

  private func entry(_ row: Int, _ column: Int, y: Double) -> [Element] {
    let count = counts[row][column]
    guard count > 0 else { return [] }
    let x = corner.x + Double(column) * cell.width
    let isRight = row == column
    let share = isRight ? 0 : Double(count) / rowTotals[row] / worstShare
    return [
      .rectangle(
        x: x + 0.5, y: y + 0.5, width: cell.width - 1, height: cell.height - 1, radius: 2,
        paint: .fill(isRight ? .right : .wrong)
      ).with("fill-opacity", isRight ? 0.28 : Self.opacity(share)),
      .text(
        String(count), x: x + cell.width / 2, y: y + cell.height / 2 + fontSize * 0.36,
        size: fontSize, anchor: .middle, bold: isRight),
    ]
  }

  /// Ink stays readable on the darkest shade, in both themes.
  private static func opacity(_ share: Double) -> Double { 0.14 + 0.56 * share }

  private var legend: [Element] {
    let top = bottom + 18
    guard worstShare > 0 else {
      return [.text("No errors.", x: corner.x, y: top + 11, size: 11.5, paint: .fill(.muted))]
    }
    let swatches = (0..<5).map { index in
      Element.rectangle(
        x: corner.x + 0.5 + Double(index) * 22, y: top, width: 21, height: 14, radius: 2,
        paint: .fill(.wrong)
      ).with("fill-opacity", Self.opacity(Double(index) / 4))
    }
    let text = "errors, as a share of their row: up to \(percentage(worstShare))"
    return swatches + [
      .text(text, x: corner.x + 120, y: top + 11, size: 11.5, paint: .fill(.muted))
    ]
  }
}
