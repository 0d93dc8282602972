/// Axis, rows and legend of an ``IntervalChart``.
struct IntervalChartRows {
  private let chart: IntervalChart
  private let rows: [IntervalChart.Row]
  private let step: Double
  private let ticks: Ticks
  private let x: Scale
  /// Right ends of the columns of text, one for each series.
  private let textEnds: [Double]
  /// Room for the names.
  private let names: Double

  init(_ chart: IntervalChart) {
    self.chart = chart
    let rows = Array(chart.rows.prefix(IntervalChart.limit))
    self.rows = rows
    step = chart.series.count > 1 ? 30 : 26
    let longest = rows.map { $0.name.width(size: 12.5) }.max() ?? 0
    names = min(350, max(60, longest * 1.12)) + 14
    let columns = chart.series.indices.map { index in
      let texts = rows.compactMap { $0.marks.indices.contains(index) ? $0.marks[index].text : nil }
      let heading = chart.series.count > 1 ? [chart.series[index]] : []
      return min(230, ((texts + heading).map { $0.width(size: 11.5) }.max() ?? 0) * 0.98) + 18
    }
    let left = names
    x = Scale(values: 0...1, coordinates: (left, left + 420))
    var (ends, end) = ([Double](), left + 420)
    for column in columns {
      end += column
      ends.append(end)
    }
    textEnds = ends
    let marks = rows.flatMap(\.marks)
    let inner = marks.flatMap { mark in
      [mark.value, mark.interval?.lowerBound, mark.interval?.upperBound].compactMap(\.self)
    }.filter(\.isDrawable)
    // Intervals of few seeds can be a hundred times what they are about; they are cut.
    let most = marks.compactMap(\.value).filter(\.isDrawable).map(\.magnitude).max() ?? 0
    // Where nothing differs there is nothing to cut them by.
    let reach = most > 1e-9 ? most * 3 : .infinity
    let outer = marks.flatMap { mark in
      [mark.outerInterval?.lowerBound, mark.outerInterval?.upperBound].compactMap(\.self)
    }.filter(\.isDrawable)
    var data = (inner + outer).map { chart.unit == .points ? min(max($0, -reach), reach) : $0 }
    data.append(0)
    ticks = Ticks(enclosing: data, count: 5)
  }

  var width: Double { textEnds.last ?? x.coordinates.upper }
  var height: Double { floor + 46 + (chart.rows.count > rows.count ? 20 : 0) }

  private var top: Double { chart.series.count > 1 ? 30 : 8 }
  private var floor: Double { top + Double(rows.count) * step }
  private var place: Scale { Scale(values: ticks.range, coordinates: x.coordinates) }

  /// Everything, the origin at the upper left corner.
  var elements: [Element] {
    axis + rows.enumerated().flatMap { row($0.offset, $0.element) } + legend
  }

  private var axis: [Element] {
    let decimals = ticks.decimals(factor: chart.unit == .points ? 100 : 1)
    let lines = ticks.values.flatMap { value -> [Element] in
      let left = place(value).rounded() + 0.5
      let text =
        switch chart.unit {
        case .seconds: fixed(value, decimals: decimals)
        case .points: (value > 0 ? "+" : "") + fixed(value * 100, decimals: decimals)
        }
      // Zero is what differences are measured from.
      let isZero = chart.unit == .points && value.magnitude < ticks.step / 2
      return [
        .line(
          from: (left, top), to: (left, floor), paint: .stroke(isZero ? .muted : .rule)),
        .text(
          text.replacing("-", with: "−"), x: left, y: floor + 17, size: 11, anchor: .middle,
          paint: .fill(.muted)),
      ]
    }
    let middle = (x.coordinates.lower + x.coordinates.upper) / 2
    return lines + [
      .text(
        chart.axisTitle, x: middle, y: floor + 37, size: 11.5, anchor: .middle,
        paint: .fill(.muted))
    ]
  }

  private func row(_ index: Int, _ row: IntervalChart.Row) -> [Element] {
    let middle = top + (Double(index) + 0.5) * step
    let name = Element.text(
      row.name, x: names - 14, y: middle + 4, size: 12.5, anchor: .end, within: names - 14)
    let marks = row.marks.prefix(chart.series.count).enumerated()
      .flatMap { number, mark -> [Element] in
        let role = Role.series(number)
        // Marks of one row lie beside each other, not on each other.
        let y = middle + (Double(number) - Double(chart.series.count - 1) / 2) * 9
        let text = Element.text(
          mark.text, x: textEnds[number], y: middle + 4, size: 11.5, anchor: .end,
          bold: chart.unit == .points && mark.isSure,
          paint: .fill(mark.value == nil || !mark.isSure ? .muted : .ink), within: 210)
        return [
          bar(mark.outerInterval, y: y, thickness: 1.2, role: role),
          bar(mark.interval, y: y, thickness: 4, role: role).map { $0.with("opacity", 0.55) },
        ].compactMap(\.self) + arrows(mark.outerInterval, y: y, role: role)
          + dot(mark, y: y, role: role) + [text]
      }
    return [name] + marks
  }

  private func bar(
    _ interval: ClosedRange<Double>?, y: Double, thickness: Double, role: Role
  ) -> Element? {
    guard let interval, interval.lowerBound.isFinite, interval.upperBound.isFinite else {
      return nil
    }
    return Element.line(
      from: (inside(interval.lowerBound), y), to: (inside(interval.upperBound), y),
      paint: .stroke(role)
    ).with("stroke-width", thickness)
  }

  private func dot(_ mark: IntervalChart.Mark, y: Double, role: Role) -> [Element] {
    guard let value = mark.value, value.isDrawable else { return [] }
    let dot = Element.circle(x: inside(value), y: y, radius: 4.2, paint: .fill(role))
    guard !mark.isSure else { return [dot] }
    return [dot, .circle(x: inside(value), y: y, radius: 2.4, paint: .fill(.background))]
  }

  /// Points at the ends of a line that goes on beyond the axis.
  private func arrows(_ interval: ClosedRange<Double>?, y: Double, role: Role) -> [Element] {
    guard let interval else { return [] }
    let middle = coordinate(y)
    var arrows: [Element] = []
    if interval.lowerBound < ticks.range.lowerBound {
      let left = coordinate(x.coordinates.lower - 5)
      arrows.append(.path("M\(left) \(middle)l7 -3.5v7z", paint: .fill(role)))
    }
    if interval.upperBound > ticks.range.upperBound {
      let right = coordinate(x.coordinates.upper + 5)
      arrows.append(.path("M\(right) \(middle)l-7 -3.5v7z", paint: .fill(role)))
    }
    return arrows
  }

  private func inside(_ value: Double) -> Double {
    place(min(max(value, ticks.range.lowerBound), ticks.range.upperBound))
  }

  private var legend: [Element] {
    let more = chart.rows.count - rows.count
    let note: [Element] =
      more > 0
      ? [
        .text(
          "\(more) more are left out.", x: names, y: floor + 57, size: 11.5, paint: .fill(.muted))
      ] : []
    guard chart.series.count > 1 else { return note }
    return note
      + chart.series.enumerated().map { index, name in
        .text(
          name, x: textEnds[index], y: 14, size: 11.5, anchor: .end, bold: true,
          paint: .fill(Role.series(index)), within: 190)
      }
  }
}
