import Foundation

/// The panels of a ``CurveGrid``, all on the same axes.
struct CurveGridLayout {
  private static let size = (width: 216.0, height: 178.0)
  private static let gap = (x: 22.0, y: 20.0)
  private static let axisWidth = 52.0
  private static let axisHeight = 36.0

  private let panels: [CurveGrid.Panel]
  private let axis: CurveGrid.Axis
  private let showsAll: Bool
  private let columns: Int
  private let x: Scale
  private let y: ShareScale
  /// Of the horizontal axis.
  private let marks: [(value: Double, text: String)]

  init(panels: [CurveGrid.Panel], axis: CurveGrid.Axis, showsAll: Bool) {
    self.panels = panels
    self.axis = axis
    self.showsAll = showsAll
    // Four panels make a square; otherwise three to a row, as many as fit a page.
    columns = panels.count == 4 ? 2 : min(3, max(1, panels.count))
    let points = panels.flatMap { $0.points + $0.others.joined() }.filter {
      $0.share.isFinite && $0.x.isDrawable && (axis == .epochs || $0.x > 0)
    }
    y = ShareScale(
      enclosing: points.flatMap { point in
        [point.share, point.band?.lowerBound, point.band?.upperBound].compactMap(\.self)
      }, coordinates: (Self.size.height, 26))
    let places = points.map(\.x)
    let room = (lower: 8.0, upper: Self.size.width - 8)
    switch axis {
    case .epochs:
      let last = Int(min(1e6, max(1, places.max() ?? 1)))
      x = Scale(values: 1...Double(max(1, last)), coordinates: room)
      marks = Ticks.epochs(last: last, count: 4).map { (Double($0), String($0)) }
    case .learningRates:
      let powers = places.map(log10)
      let (low, high) = (powers.min() ?? -3, powers.max() ?? -1)
      x = Scale(values: low...high, coordinates: room)
      let decades = Array(
        stride(from: (low - 1e-6).rounded(.up), through: high + 1e-6, by: 1))
      let step = max(1, (decades.count + 3) / 4)
      // Between two powers of ten the ends have to tell.
      let exponents =
        decades.isEmpty
        ? Set([low, high]).sorted()
        : decades.enumerated().filter { $0.offset % step == 0 }.map(\.element)
      marks = exponents.map { ($0, rate(exponent: $0)) }
    }
  }

  private var rows: Int { (panels.count + columns - 1) / max(1, columns) }

  var width: Double {
    Self.axisWidth + Double(columns) * (Self.size.width + Self.gap.x) - Self.gap.x
  }

  var height: Double {
    Double(rows) * (Self.size.height + Self.gap.y) - Self.gap.y + Self.axisHeight
  }

  /// Everything, the origin at the upper left corner.
  var elements: [Element] {
    panels.indices.map { index in
      let (row, column) = (index / columns, index % columns)
      return .group(
        x: Self.axisWidth + Double(column) * (Self.size.width + Self.gap.x),
        y: Double(row) * (Self.size.height + Self.gap.y),
        panel(index, isFirst: column == 0, isLast: index + columns >= panels.count))
    }
  }

  private func panel(_ index: Int, isFirst: Bool, isLast: Bool) -> [Element] {
    let panel = panels[index]
    let others =
      showsAll
      ? panels.indices.filter { $0 != index }.compactMap { line(panels[$0].points, .faint, 1) }
      : []
    // Detail first: it is short, and the name takes what is left.
    let detailWidth = panel.detail.width(size: 11.5) * 0.9
    let heading: [Element] = [
      .text(
        panel.title, x: 0, y: 13, size: 12.5, bold: true,
        within: Self.size.width - detailWidth - 6),
      .text(
        panel.detail, x: Self.size.width, y: 13, size: 11.5, anchor: .end, paint: .fill(.muted)),
    ]
    let own = panel.others.compactMap { line($0, .first, 1)?.with("opacity", 0.5) }
    return grid(isFirst: isFirst, isLast: isLast) + others.map { $0.with("opacity", 0.6) }
      + mark(panel) + band(panel.points) + own + curve(panel.points) + heading
  }

  private func grid(isFirst: Bool, isLast: Bool) -> [Element] {
    let shares = y.ticks.flatMap { tick -> [Element] in
      let height = y(tick).rounded() + 0.5
      let line = Element.line(
        from: (0, height), to: (Self.size.width, height), paint: .stroke(.rule))
      guard isFirst else { return [line] }
      return [
        line,
        .text(
          ShareScale.text(tick), x: -8, y: height + 4, size: 10.5, anchor: .end,
          paint: .fill(.muted)),
      ]
    }
    guard isLast else { return shares }
    return shares
      + marks.map { mark -> Element in
        // Long numbers at the ends would run into the next panel's.
        let isFirst = x(mark.value) < 12 && mark.text.count > 3
        let isLast = x(mark.value) > Self.size.width - 12 && mark.text.count > 2
        return .text(
          mark.text, x: isFirst ? 0 : isLast ? Self.size.width : x(mark.value),
          y: Self.size.height + 15, size: 10.5,
          anchor: isFirst ? .start : isLast ? .end : .middle, paint: .fill(.muted))
      } + [
        .text(
          axis == .epochs ? "epoch" : "learning rate", x: Self.size.width / 2,
          y: Self.size.height + 31, size: 11, anchor: .middle, paint: .fill(.muted))
      ]
  }

  private func place(_ value: Double) -> Double? {
    guard value.isDrawable, axis == .epochs || value > 0 else { return nil }
    return x(axis == .epochs ? value : log10(value))
  }

  private func places(_ points: [CurveGrid.Point]) -> [[(x: Double, y: Double)]] {
    points.split { !$0.share.isFinite || place($0.x) == nil }.map { run in
      run.compactMap { point in place(point.x).map { ($0, y(point.share)) } }
    }
  }

  private func line(_ points: [CurveGrid.Point], _ role: Role, _ thickness: Double) -> Element? {
    let data = places(points).filter { $0.count > 1 }.map { run in
      "M" + run.map { "\(coordinate($0.x)) \(coordinate($0.y))" }.joined(separator: "L")
    }
    guard !data.isEmpty else { return nil }
    return Element.path(data.joined(), paint: .stroke(role))
      .with("stroke-width", thickness).with("stroke-linejoin", "round")
  }

  private func curve(_ points: [CurveGrid.Point]) -> [Element] {
    let runs = places(points)
    let dots = runs.joined().count <= 12 ? Array(runs.joined()) : runs.last?.suffix(1) ?? []
    return [line(points, .first, 2)].compactMap(\.self)
      + dots.map { .circle(x: $0.x, y: $0.y, radius: 2.4, paint: .fill(.first)) }
  }

  private func band(_ points: [CurveGrid.Point]) -> [Element] {
    let bands = points.compactMap { point -> (x: Double, low: Double, high: Double)? in
      guard let band = point.band, let x = place(point.x),
        band.lowerBound.isFinite, band.upperBound.isFinite
      else { return nil }
      return (x, y(band.lowerBound), y(band.upperBound))
    }
    if bands.count == 1, let band = bands.first {
      return [
        Element.line(from: (band.x, band.low), to: (band.x, band.high), paint: .stroke(.first))
          .with("stroke-width", 5).with("opacity", 0.3)
      ]
    }
    guard bands.count > 1 else { return [] }
    let outline =
      bands.map { ($0.x, $0.high) } + bands.reversed().map { ($0.x, $0.low) }
    let path = outline.map { "\(coordinate($0.0)) \(coordinate($0.1))" }.joined(separator: "L")
    return [Element.path("M\(path)Z", paint: .fill(.first)).with("opacity", 0.22)]
  }

  private func mark(_ panel: CurveGrid.Panel) -> [Element] {
    guard let mark = panel.mark, let left = place(mark) else { return [] }
    return [
      Element.line(from: (left, 26), to: (left, Self.size.height), paint: .stroke(.second))
        .with("stroke-width", 1.5).with("stroke-dasharray", "4 4")
    ]
  }
}
