/// The table of a ``HeatMap`` with its headings and its legend.
struct HeatMapTable {
  private let map: HeatMap
  private let rows, columns: [String]
  private let cell: (width: Double, height: Double)
  /// Upper left corner of the first cell.
  private let corner: (x: Double, y: Double)
  private let areNamesTurned: Bool
  private let nameSize: Double
  private let range: ClosedRange<Double>
  /// Whether some values lie below the range.
  private let isCutBelow: Bool

  init(_ map: HeatMap) {
    self.map = map
    rows = Array(map.rows.prefix(HeatMap.limit))
    columns = Array(map.columns.prefix(HeatMap.limit))
    let hasDetails = map.cells.joined().contains { $0?.detail != nil }
    let width = min(76, max(17, 760 / Double(max(1, columns.count)))).rounded(.down)
    cell = (width, width < 44 ? 17 : hasDetails ? 40 : 30)
    nameSize = min(12.5, cell.height * 0.66)
    let size = nameSize
    let longest = columns.map { $0.width(size: size) }.max() ?? 0
    areNamesTurned = longest > width + 6
    let names = rows.map { $0.width(size: size) }.max() ?? 0
    corner = (
      32 + min(150, max(24, names * 1.1)).rounded(.up),
      (areNamesTurned ? 30 + min(90, longest * 0.72) : 46).rounded(.up)
    )
    (range, isCutBelow) = Self.range(map.cells.joined().compactMap { $0?.value })
  }

  var isEmpty: Bool { rows.isEmpty || columns.isEmpty }

  /// From the first heading to the last cell, or to the end of the legend.
  var width: Double {
    let longest = notes.map { $0.text.width(size: 11.5) }.max() ?? 0
    return max(right + (areNamesTurned ? 46 : 0), corner.x + max(330, longest + 22))
  }

  /// From the first heading to the legend.
  var height: Double { bottom + 36 + 20 * Double(notes.count) }

  private var right: Double { corner.x + Double(columns.count) * cell.width }
  private var bottom: Double { corner.y + Double(rows.count) * cell.height }

  /// Everything, the origin at the upper left corner.
  var elements: [Element] {
    let entries = rows.indices.flatMap { row in
      columns.indices.flatMap { column in entry(row, column) }
    }
    return headings + entries + legend
  }

  /// From the lowest to the highest value; values further below the lower quartile than one and a half
  /// times the quartiles' distance do not count (Tukey, Exploratory Data Analysis, 1977).
  private static func range(_ values: [Double]) -> (ClosedRange<Double>, isCut: Bool) {
    let values = values.filter(\.isDrawable).sorted()
    guard let low = values.first, let high = values.last else { return (0...1, false) }
    let (first, third) = (values[values.count / 4], values[values.count * 3 / 4])
    let fence = first - 1.5 * (third - first)
    let least = values.first { $0 >= fence } ?? low
    // Values that are all alike are no reason to cut.
    return least > low && third > first ? (least...high, true) : (low...high, false)
  }

  private var headings: [Element] {
    let middle = (corner.y + bottom) / 2
    let rowTitle = Element.text(
      map.rowTitle, x: 0, y: 0, size: 12, anchor: .middle, paint: .fill(.muted)
    ).with("transform", "translate(11 \(coordinate(middle))) rotate(-90)")
    let columnTitle = Element.text(
      map.columnTitle, x: (corner.x + right) / 2, y: 11, size: 12, anchor: .middle,
      paint: .fill(.muted))
    let rowNames = rows.enumerated().map { index, name in
      Element.text(
        name, x: corner.x - 10, y: corner.y + (Double(index) + 0.5) * cell.height + nameSize * 0.36,
        size: nameSize, anchor: .end, within: 150)
    }
    let columnNames = columns.enumerated().map { index, name -> Element in
      let x = corner.x + (Double(index) + 0.5) * cell.width
      guard areNamesTurned else {
        return .text(name, x: x, y: corner.y - 10, size: nameSize, anchor: .middle)
      }
      return Element.text(name, x: 0, y: 0, size: nameSize, within: 124)
        .with("transform", "translate(\(coordinate(x)) \(coordinate(corner.y - 8))) rotate(-45)")
    }
    return [rowTitle, columnTitle] + rowNames + columnNames
  }

  private func entry(_ row: Int, _ column: Int) -> [Element] {
    let (x, y) = (
      corner.x + Double(column) * cell.width, corner.y + Double(row) * cell.height
    )
    let known =
      map.cells.indices.contains(row) && map.cells[row].indices.contains(column)
      ? map.cells[row][column] : nil
    let box = Rectangle(x: x + 1, y: y + 1, width: cell.width - 2, height: cell.height - 2)
    guard let known else { return [shape(box).with("fill-opacity", 0.5)] }
    guard let value = known.value, value.isDrawable else {
      return [shape(box)] + texts(known, box, ink: nil) + (known.isMarked ? [cross(box, nil)] : [])
    }
    let colour = SequentialColour(share(value))
    let square = Element(name: "rect").with("x", box.x).with("y", box.y)
      .with("width", box.width).with("height", box.height).with("rx", 3.0)
      .with("fill", colour.text)
    return [square] + texts(known, box, ink: colour.ink)
      + (known.isMarked ? [cross(box, colour.ink)] : [])
  }

  private func share(_ value: Double) -> Double {
    let span = range.upperBound - range.lowerBound
    return span > 0 ? (value - range.lowerBound) / span : 1
  }

  private func shape(_ box: Rectangle) -> Element {
    .rectangle(
      x: box.x, y: box.y, width: box.width, height: box.height, radius: 3, paint: .fill(.panel))
  }

  private func texts(_ known: HeatMap.Cell, _ box: Rectangle, ink: String?) -> [Element] {
    guard cell.width >= 44 else { return [] }
    func line(_ text: String, y: Double, size: Double, bold: Bool) -> Element {
      var element = Element.text(
        text, x: box.x + box.width / 2, y: y, size: size, anchor: .middle, bold: bold,
        paint: .fill(.muted), within: box.width + 8)
      guard let ink else { return element }
      element.paint = nil
      return element.with("fill", ink)
    }
    let middle = box.y + box.height / 2
    guard let detail = known.detail else {
      return [line(known.text, y: middle + 4.5, size: 12.5, bold: ink != nil)]
    }
    return [
      line(known.text, y: middle - 1.5, size: 12.5, bold: ink != nil),
      line(detail, y: middle + 12.5, size: 10.5, bold: false),
    ]
  }

  /// In the upper right corner.
  private func cross(_ box: Rectangle, _ ink: String?) -> Element {
    let (x, y) = (coordinate(box.right - 10), coordinate(box.y + 4))
    let path = Element.path("M\(x) \(y)l6 6m0 -6l-6 6", paint: .stroke(.wrong))
      .with("stroke-width", 1.8)
    guard let ink else { return path }
    var plain = path
    plain.paint = nil
    return plain.with("fill", "none").with("stroke", ink)
  }

  private var legend: [Element] {
    let top = bottom + 16
    let known = map.cells.joined().contains { $0?.value?.isDrawable == true }
    let low = (isCutBelow ? "≤ " : "") + map.unit.text(range.lowerBound)
    let left = corner.x + 1 + low.width(size: 11.5) + 8
    let ramp = (0..<24).map { index in
      Element(name: "rect").with("x", left + Double(index) * 7).with("y", top)
        .with("width", 7.4).with("height", 13.0)
        .with("fill", SequentialColour((Double(index) + 0.5) / 24).text)
    }
    let ends: [Element] = [
      .text(low, x: left - 8, y: top + 11, size: 11.5, anchor: .end, paint: .fill(.muted)),
      .text(
        map.unit.text(range.upperBound), x: left + 24 * 7 + 8, y: top + 11, size: 11.5,
        paint: .fill(.muted)),
    ]
    let lines = notes.enumerated().flatMap { index, note -> [Element] in
      let y = top + 20 + 20 * Double(index)
      let box = Rectangle(x: corner.x - 4, y: y, width: 16, height: 16)
      return [
        .text(
          note.text, x: corner.x + (note.hasCross ? 18 : 1), y: y + 11, size: 11.5,
          paint: .fill(.muted), within: width - corner.x - 18)
      ] + (note.hasCross ? [cross(box, nil)] : [])
    }
    return (known ? ramp + ends : []) + lines
  }

  private var notes: [(text: String, hasCross: Bool)] {
    var notes: [(text: String, hasCross: Bool)] = []
    if let mark = map.mark { notes.append((mark, true)) }
    if map.rows.count > rows.count {
      notes.append(("\(map.rows.count - rows.count) more rows are left out.", false))
    }
    if map.columns.count > columns.count {
      notes.append(("\(map.columns.count - columns.count) more columns are left out.", false))
    }
    return notes
  }
}
