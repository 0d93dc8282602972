import Foundation

/// The loss while the learning rate rises, over the rate's logarithm, with the rate that is suggested.
public struct LearningRateCurve: Figure, Hashable {
  /// Heading, or none.
  public var title: String?
  /// Line below the heading, or none.
  public var subtitle: String?
  /// The learning rates, rising, and the loss at each.
  public var learningRates, losses: [Double]
  /// The learning rate to mark; none if nil.
  public var suggestion: Double?

  private static let (width, height) = (560.0, 260.0)

  /// A curve with one loss for each learning rate.
  public init(
    title: String? = "Which learning rate?", subtitle: String? = nil, learningRates: [Double],
    losses: [Double], suggestion: Double? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.learningRates = learningRates
    self.losses = losses
    self.suggestion = suggestion
  }

  /// The whole SVG document.
  public func svg(theme: Theme) -> String {
    let points = zip(learningRates, losses).filter { $0 > 0 && $0.isDrawable && $1.isDrawable }
    let decades = Self.decades(points.map(\.0))
    let ticks = Ticks(enclosing: points.map(\.1), count: 5)
    let x = Scale(
      values: Double(decades.lowerBound)...Double(decades.upperBound),
      coordinates: (56, Self.width))
    let y = Scale(values: ticks.range, coordinates: (Self.height, 8))
    let path = points.map { "\(coordinate(x(log10($0)))) \(coordinate(y($1)))" }
    let curve = Element.path("M" + path.joined(separator: "L"), paint: .stroke(.first))
      .with("stroke-width", 2).with("stroke-linejoin", "round")
    let chosen = suggestion.map { "suggested: \(Self.text($0))" }
    return Drawing(
      title: title, subtitle: subtitle,
      description: "The loss at \(points.count) learning rates; \(chosen ?? "none suggested").",
      width: Self.width + 24 + 2 * Drawing.margin, contentHeight: Self.height + 44,
      content: axes(decades, ticks, x, y) + (points.count > 1 ? [curve] : []) + mark(points, x, y)
    ).svg(theme: theme)
  }

  /// Powers of ten that enclose the learning rates.
  private static func decades(_ rates: [Double]) -> ClosedRange<Int> {
    guard let low = rates.min(), let high = rates.max() else { return -4...0 }
    // A rate that is a power of ten but for its last bit is that power.
    let first = Int((log10(low) + 1e-6).rounded(.down))
    return first...max(first + 1, Int((log10(high) - 1e-6).rounded(.up)))
  }

  private func axes(
    _ decades: ClosedRange<Int>, _ ticks: Ticks, _ x: Scale, _ y: Scale
  ) -> [Element] {
    let values = ticks.values.flatMap { value -> [Element] in
      let height = y(value).rounded() + 0.5
      return [
        .line(from: (x.coordinates.lower, height), to: (Self.width, height), paint: .stroke(.rule)),
        .text(
          fixed(value, decimals: ticks.decimals()), x: x.coordinates.lower - 8, y: height + 4,
          size: 11, anchor: .end, paint: .fill(.muted)),
      ]
    }
    let step = max(1, (decades.count + 7) / 8)
    let rates = stride(from: decades.lowerBound, through: decades.upperBound, by: step).map {
      Element.text(
        Self.text(pow(10, Double($0))), x: x(Double($0)), y: Self.height + 18, size: 11,
        anchor: .middle, paint: .fill(.muted))
    }
    let middle = (x.coordinates.lower + Self.width) / 2
    return values + rates + [
      .text(
        "learning rate", x: middle, y: Self.height + 38, size: 11, anchor: .middle,
        paint: .fill(.muted)),
      .text("loss", x: x.coordinates.lower, y: -2, size: 11, paint: .fill(.muted)),
    ]
  }

  private func mark(_ points: [(Double, Double)], _ x: Scale, _ y: Scale) -> [Element] {
    guard let suggestion, suggestion > 0,
      let nearest = points.min(by: { abs(log($0.0 / suggestion)) < abs(log($1.0 / suggestion)) })
    else { return [] }
    let place = (x: x(log10(nearest.0)), y: y(nearest.1))
    return [
      Element.line(from: (place.x, 8), to: (place.x, Self.height), paint: .stroke(.second))
        .with("stroke-dasharray", "4 4"),
      .circle(x: place.x, y: place.y, radius: 4, paint: .fill(.second)),
      .text(
        Self.text(suggestion), x: place.x + (place.x > Self.width * 0.8 ? -10 : 10), y: 20,
        size: 12, anchor: place.x > Self.width * 0.8 ? .end : .start, bold: true,
        paint: .fill(.second)),
    ]
  }

  /// Two digits, without a point where there is nothing behind it: `0.001`, `0.0032`, `1e-05`, `1`.
  private static func text(_ rate: Double) -> String { String(format: "%.2g", rate) }
}
