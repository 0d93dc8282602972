/// Settings of several choices, a line for each: it crosses every choice's axis where its value stands,
/// and ends at its accuracy.
///
/// The best tenth has a colour, the best one another.
public struct ParallelCoordinates: Figure, Hashable {
  /// A choice.
  public struct Axis: Hashable, Sendable {
    /// What is chosen.
    public var name: String
    /// What there is to choose, from the bottom.
    public var values: [String]

    /// A choice.
    public init(_ name: String, values: [String]) {
      self.name = name
      self.values = values
    }
  }

  /// A setting.
  public struct Line: Hashable, Sendable {
    /// Places of its values on the axes, one for each.
    public var places: [Int]
    /// Its accuracy, from 0 to 1.
    public var share: Double

    /// A setting.
    public init(_ places: [Int], share: Double) {
      self.places = places
      self.share = share
    }
  }

  /// Heading, or none.
  public var title: String?
  /// Line below the heading, or none.
  public var subtitle: String?
  /// From left to right; the accuracy follows.
  public var axes: [Axis]
  /// In any order.
  public var lines: [Line]

  /// Of more lines than this, a part is drawn, which the figure then says: the best ones, and evenly
  /// of the others.
  public static let limit = 400

  private static let floor = 330.0

  /// A figure of settings.
  public init(
    title: String? = nil, subtitle: String? = nil, axes: [Axis], lines: [Line]
  ) {
    self.title = title
    self.subtitle = subtitle
    self.axes = axes
    self.lines = lines
  }

  /// The whole SVG document.
  public func svg(theme: Theme) -> String {
    let drawable = self.lines.filter { (0...1).contains($0.share) && $0.places.count == axes.count }
      .sorted { $0.share < $1.share }
    let lines = Self.thinned(drawable)
    let isCut = drawable.count > lines.count
    let y = ShareScale(enclosing: lines.map(\.share), coordinates: (Self.floor, 34))
    let nothing = Element.text(
      "Nothing to show yet.", x: 0, y: 12, size: 12.5, paint: .fill(.muted))
    let note = Element.text(
      "\(grouped(lines.count)) of \(grouped(drawable.count)) settings are drawn, from the best to the last.",
      x: 0, y: Self.floor + 30, size: 11.5, paint: .fill(.muted))
    let content =
      lines.isEmpty
      ? [nothing] : paths(lines, y) + axisElements + shareAxis(y) + (isCut ? [note] : [])
    return Drawing(
      title: title, subtitle: subtitle,
      description: "\(drawable.count) settings over \(axes.map(\.name).joined(separator: ", ")).",
      width: left(axes.count) + 76 + 2 * Drawing.margin,
      contentHeight: lines.isEmpty ? 16 : Self.floor + (isCut ? 36 : 14), content: content
    ).svg(theme: theme)
  }

  /// Where an axis stands; the one after the last is the accuracy's.
  private func left(_ index: Int) -> Double {
    let step = min(170, max(120, 780 / Double(max(1, axes.count))))
    return 50 + Double(index) * step
  }

  private func height(_ place: Int, of axis: Axis) -> Double {
    Scale(
      values: 0...Double(max(1, axis.values.count - 1)), coordinates: (Self.floor - 8, 42)
    )(axis.values.count > 1 ? Double(place) : 0.5)
  }

  private func paths(_ lines: [Line], _ y: ShareScale) -> [Element] {
    // Lines through one value are told apart by their places in a narrow bundle.
    return lines.enumerated().map { index, line in
      let shift = (Double(index) + 0.5) / Double(lines.count) * 12 - 6
      var places = line.places.enumerated().map { axis, place in
        (x: left(axis), y: height(place, of: axes[axis]) - shift)
      }
      places.append((left(axes.count), y(line.share)))
      var data = "M\(coordinate(places[0].x)) \(coordinate(places[0].y))"
      for (start, end) in zip(places, places.dropFirst()) {
        let middle = coordinate((start.x + end.x) / 2)
        data +=
          "C\(middle) \(coordinate(start.y)) \(middle) \(coordinate(end.y)) "
          + "\(coordinate(end.x)) \(coordinate(end.y))"
      }
      let isBest = index == lines.count - 1
      let isGood = index >= lines.count - max(1, lines.count / 10)
      return Element.path(data, paint: .stroke(isBest ? .second : isGood ? .first : .faint))
        .with("stroke-width", isBest ? 3 : 1.3)
        .with("stroke-opacity", isBest ? 1 : isGood ? 0.75 : lines.count > 100 ? 0.35 : 0.6)
    }
  }

  /// Of lines by rising accuracy.
  private static func thinned(_ lines: [Line]) -> [Line] {
    guard lines.count > limit else { return lines }
    let best = limit / 10
    let rest = lines.dropLast(best)
    let step = Double(rest.count) / Double(limit - best)
    return (0..<(limit - best)).map { rest[Int(Double($0) * step)] } + lines.suffix(best)
  }

  private var axisElements: [Element] {
    axes.enumerated().flatMap { index, axis -> [Element] in
      let x = left(index)
      let step = max(1, (axis.values.count + 19) / 20)
      let values = axis.values.enumerated().filter { $0.offset % step == 0 }.flatMap {
        place, value in
        label(value, x: x, y: height(place, of: axis))
      }
      return heading(axis.name, x: x) + values
    }
  }

  private func shareAxis(_ y: ShareScale) -> [Element] {
    let x = left(axes.count)
    let ticks = y.ticks.flatMap { tick -> [Element] in
      [
        .line(from: (x, y(tick)), to: (x + 5, y(tick)), paint: .stroke(.muted)),
        .text(ShareScale.text(tick), x: x + 9, y: y(tick) + 4, size: 11, paint: .fill(.muted)),
      ]
    }
    return heading("accuracy", x: x) + ticks
  }

  private func heading(_ name: String, x: Double) -> [Element] {
    [
      .text(name, x: x, y: 13, size: 12.5, anchor: .middle, bold: true, within: 116),
      .line(from: (x, 28), to: (x, Self.floor), paint: .stroke(.muted)),
    ]
  }

  /// A value beside its axis, on a patch of paper, for lines run through here.
  private func label(_ value: String, x: Double, y: Double) -> [Element] {
    let text = value.shortened(toWidth: 84, size: 11)
    let width = text.width(size: 11) + 10
    return [
      Element.rectangle(
        x: x - width / 2, y: y - 8.5, width: width, height: 17, radius: 4,
        paint: .fill(.background)
      ).with("opacity", 0.86),
      .text(text, x: x, y: y + 4, size: 11, anchor: .middle),
    ]
  }
}
