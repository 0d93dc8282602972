/// One chart of ``LearningCurves``: axes, lines, and a label at the end of each line.
struct LearningCurvesPanel {
  static let height = 278.0

  let panel: LearningCurves.Panel
  let epochs: Int
  let width: Double

  private let ticks: Ticks
  private let x: Scale
  private let y: Scale

  init(panel: LearningCurves.Panel, epochs: Int, width: Double) {
    self.panel = panel
    self.epochs = epochs
    self.width = width
    var data = panel.series.flatMap(\.values).filter(\.isDrawable)
    // Zero is worth showing where it is near, as it is for most losses.
    if let low = data.min(), let high = data.max(), low > 0, low < high * 0.4 { data.append(0) }
    // A constant share gets its room below, for above 100 % there is none.
    if panel.unit == .percent, let share = data.first, data.allSatisfy({ $0 == share }) {
      data.append(share > 0.05 ? share - 0.05 : share + 0.05)
    }
    ticks = Ticks(enclosing: data.isEmpty ? [0, 1] : data, count: 5)
    let labels = panel.series.flatMap { [$0.name, panel.unit.text($0.values.last ?? .nan)] }
    let room = min(110, max(40, (labels.map { $0.width(size: 11.5) }.max() ?? 0) + 4))
    x = Scale(values: 1...Double(max(1, epochs)), coordinates: (52, width - room - 16))
    y = Scale(values: ticks.range, coordinates: (232, 36))
  }

  /// Everything, the origin at the upper left corner.
  var elements: [Element] {
    let title = Element.text(panel.title, x: 0, y: 13, size: 14, bold: true, within: width)
    guard epochs > 0 else {
      return [title, .text("No epochs yet.", x: 0, y: 40, size: 12.5, paint: .fill(.muted))]
    }
    let lines = panel.series.enumerated().flatMap { line($0.offset, $0.element) }
    return [title] + valueAxis + epochAxis + lines + endLabels
  }

  private var valueAxis: [Element] {
    let decimals = ticks.decimals(factor: panel.unit == .percent ? 100 : 1)
    return ticks.values.flatMap { value -> [Element] in
      // The first and last epoch have their dots inside the lines' ends.
      let line = Element.line(
        from: (x.coordinates.lower - 8, y(value).rounded() + 0.5),
        to: (x.coordinates.upper + 8, y(value).rounded() + 0.5), paint: .stroke(.rule))
      let number =
        switch panel.unit {
        case .number:
          ticks.range.upperBound >= 1e6 ? "\(Float(value))" : fixed(value, decimals: decimals)
        case .percent: "\(fixed(value * 100, decimals: decimals))\u{a0}%"
        }
      let text = Element.text(
        number, x: x.coordinates.lower - 16, y: y(value) + 4, size: 11, anchor: .end,
        paint: .fill(.muted))
      return [line, text]
    }
  }

  private var epochAxis: [Element] {
    let numbers = Ticks.epochs(last: epochs, count: 6).map {
      Element.text(
        String($0), x: x(Double($0)), y: 252, size: 11, anchor: .middle, paint: .fill(.muted))
    }
    let middle = (x.coordinates.lower + x.coordinates.upper) / 2
    return numbers + [
      .text("epoch", x: middle, y: 272, size: 11, anchor: .middle, paint: .fill(.muted))
    ]
  }

  private func line(_ index: Int, _ series: LearningCurves.Series) -> [Element] {
    let role = Role.series(index)
    let runs = runs(of: series.values)
    let data = runs.filter { $0.count > 1 }.map { run in
      "M" + run.map { "\(coordinate($0.x)) \(coordinate($0.y))" }.joined(separator: "L")
    }
    let last = runs.last?.last
    let dots = runs.flatMap { run in run.filter { run.count == 1 || epochs <= 20 || $0 == last } }
      .map { point in
        Element.circle(x: point.x, y: point.y, radius: point == last ? 3.2 : 2, paint: .fill(role))
      }
    guard !data.isEmpty else { return dots }
    let path = Element.path(data.joined(), paint: .stroke(role))
      .with("stroke-width", 2).with("stroke-linejoin", "round").with("stroke-linecap", "round")
    return [path] + dots
  }

  private struct Point: Equatable {
    let x: Double
    let y: Double
  }

  /// Points of neighbouring epochs, parted wherever a value cannot be drawn.
  private func runs(of values: [Double]) -> [[Point]] {
    values.enumerated().split { !$0.element.isDrawable }.map { run in
      run.map { Point(x: x(Double($0.offset + 1)), y: y($0.element)) }
    }
  }

  /// Name and last value of each series, moved apart where lines end close together.
  private var endLabels: [Element] {
    let series = panel.series.enumerated().filter { !$0.element.values.isEmpty }
    let ends = series.map { runs(of: $0.element.values).last?.last?.y ?? y.coordinates.upper }
    let places = spread(ends, apart: 33, within: y.coordinates.upper...y.coordinates.lower)
    let left = x.coordinates.upper + 16
    return zip(series, places).flatMap { series, middle -> [Element] in
      let (name, value) = (series.element.name, series.element.values.last ?? .nan)
      let role = Role.series(series.offset)
      return [
        .text(
          name, x: left, y: middle - 3, size: 11.5, paint: .fill(role), within: width - left),
        .text(
          panel.unit.text(value), x: left, y: middle + 11.5, size: 11.5, bold: true,
          paint: .fill(role), within: width - left),
      ]
    }
  }
}

/// Places near the wanted ones, in the same order, but `distance` apart where the room allows.
func spread(_ wanted: [Double], apart distance: Double, within room: ClosedRange<Double>)
  -> [Double]
{
  guard wanted.count > 1 else { return wanted }
  let length = room.upperBound - room.lowerBound
  let distance = min(distance, length / Double(wanted.count - 1))
  let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
  var places = order.map { wanted[$0] }
  for index in places.indices.dropFirst() {
    places[index] = max(places[index], places[index - 1] + distance)
  }
  var limit = room.upperBound
  for index in places.indices.reversed() {
    places[index] = min(places[index], limit)
    limit = places[index] - distance
  }
  var result = wanted
  for (place, index) in zip(places, order) { result[index] = place }
  return result
}
