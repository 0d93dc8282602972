/// Shares of right answers by condition, a dot for each classifier, so that differences near 100 % are
/// seen.
public struct AccuracyChart: Figure, Hashable {
  /// One classifier.
  public struct Series: Hashable, Sendable {
    /// What it is called.
    public var name: String
    /// Accuracy under each condition, from 0 to 1.
    public var accuracies: [Double]

    /// A classifier with its accuracies, one for each condition.
    public init(_ name: String, _ accuracies: [Double]) {
      self.name = name
      self.accuracies = accuracies
    }
  }

  /// Heading, or none.
  public var title: String?
  /// Line below the heading, or none.
  public var subtitle: String?
  /// The conditions, from top to bottom.
  public var conditions: [String]
  /// The classifiers; up to six have colours of their own.
  public var series: [Series]

  private static let names = 132.0
  private static let width = 480.0
  /// Names in a line of the legend.
  private static let besides = 3
  private static let step = 24.0

  /// A chart of the accuracies under some conditions.
  public init(
    title: String? = nil, subtitle: String? = nil, conditions: [String], series: [Series]
  ) {
    self.title = title
    self.subtitle = subtitle
    self.conditions = conditions
    self.series = series
  }

  /// The whole SVG document.
  public func svg(theme: Theme) -> String {
    Drawing(
      title: title, subtitle: subtitle,
      description: series.map { "\($0.name): " + Self.summary($0.accuracies) }
        .joined(separator: "; ") + ".",
      width: Self.names + Self.width + 60 + 2 * Drawing.margin, contentHeight: floor + 26,
      content: axes + rows + legend
    ).svg(theme: theme)
  }

  private static func summary(_ accuracies: [Double]) -> String {
    let mean = accuracies.reduce(0, +) / Double(max(1, accuracies.count))
    return "\(percentage(mean, decimals: 1)) on average over \(accuracies.count) conditions"
  }

  /// The axis begins at a multiple of 10 % below the least accuracy.
  private var least: Double {
    let finite = series.flatMap(\.accuracies).filter(\.isFinite)
    return min(0.9, max(0, ((finite.min() ?? 0) * 10).rounded(.down) / 10))
  }
  private var x: Scale {
    Scale(values: least...1, coordinates: (Self.names, Self.names + Self.width))
  }
  private var top: Double { 8 + Double(legendRows) * 18 }
  private var legendRows: Int { max(1, (series.count + Self.besides - 1) / Self.besides) }
  private var floor: Double { top + Double(conditions.count) * Self.step }

  private var axes: [Element] {
    let tenths = Int((least * 10).rounded())...10
    return tenths.flatMap { tenth -> [Element] in
      let place = x(Double(tenth) / 10)
      return [
        .line(
          from: (place.rounded() + 0.5, top), to: (place.rounded() + 0.5, floor),
          paint: .stroke(.rule)),
        .text(
          "\(tenth * 10) %", x: place, y: floor + 18, size: 11, anchor: .middle,
          paint: .fill(.muted)),
      ]
    }
  }

  private var rows: [Element] {
    conditions.enumerated().flatMap { index, condition -> [Element] in
      let y = top + (Double(index) + 0.5) * Self.step
      let name = Element.text(
        condition, x: 0, y: y + 4, size: 12.5, paint: .fill(.ink), within: Self.names - 12)
      let marks = series.enumerated().compactMap { number, one -> (Double, Role)? in
        guard one.accuracies.indices.contains(index), one.accuracies[index].isFinite else {
          return nil
        }
        return (x(min(max(one.accuracies[index], least), 1)), Role.series(number))
      }
      let ends = marks.map(\.0)
      let span = Element.line(
        from: (ends.min() ?? x(1), y), to: (ends.max() ?? x(1), y), paint: .stroke(.faint))
      // The first one on top.
      let dots = marks.reversed().map { place, role in
        Element.rectangle(
          x: place - 5, y: y - 5, width: 10, height: 10, radius: 5, paint: .fill(role))
      }
      let value = series.first.flatMap { first in
        first.accuracies.indices.contains(index) ? first.accuracies[index] : nil
      }
      let label = Element.text(
        value.map { percentage($0, decimals: 1) } ?? "", x: x(1) + 54, y: y + 4, size: 11,
        anchor: .end, paint: .fill(.muted))
      return [name, span] + dots + [label]
    }
  }

  private var legend: [Element] {
    let heading = Element.text(
      series.first?.name ?? "", x: x(1) + 54, y: top - 17, size: 11, anchor: .end,
      paint: .fill(.muted))
    return [heading]
      + series.enumerated().flatMap { index, one -> [Element] in
        let left = Self.names + Double(index % Self.besides) * 130
        let upper = Double(index / Self.besides) * 18
        return [
          .rectangle(
            x: left, y: upper, width: 10, height: 10, radius: 5,
            paint: .fill(Role.series(index))),
          .text(
            one.name, x: left + 16, y: upper + 9, size: 11.5, paint: .fill(.muted), within: 108),
        ]
      }
  }
}
