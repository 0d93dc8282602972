/// What accuracy costs: a dot for each try, and a line through those that no other try beats in both
/// time and accuracy, the Pareto front.
///
/// The accuracies are spaced by the logarithm of the error.
public struct FrontierChart: Figure, Hashable {
  /// One try.
  public struct Point: Hashable, Sendable {
    /// Written beside it if it is on the front.
    public var name: String
    /// Seconds that it took.
    public var seconds: Double
    /// Its accuracy, from 0 to 1.
    public var share: Double
    /// Whether it is a stop on the way rather than an end.
    public var isPassing: Bool

    /// A try.
    public init(_ name: String, seconds: Double, share: Double, isPassing: Bool = false) {
      self.name = name
      self.seconds = seconds
      self.share = share
      self.isPassing = isPassing
    }
  }

  /// Heading, or none.
  public var title: String?
  /// Line below the heading, or none.
  public var subtitle: String?
  /// All tries, in any order.
  public var points: [Point]

  /// More dots than this are thinned out; the front is kept whole.
  public static let limit = 1_500

  /// A chart of tries.
  public init(title: String? = nil, subtitle: String? = nil, points: [Point]) {
    self.title = title
    self.subtitle = subtitle
    self.points = points
  }

  /// The tries that no other one beats in both time and accuracy, by rising time.
  public var front: [Point] {
    var (front, best) = ([Point](), -Double.infinity)
    let ordered = drawable.sorted {
      ($0.seconds, -$0.share, $0.name) < ($1.seconds, -$1.share, $1.name)
    }
    for point in ordered where point.share > best {
      front.append(point)
      best = point.share
    }
    return front
  }

  /// The whole SVG document.
  public func svg(theme: Theme) -> String {
    let nothing = Element.text(
      "Nothing to show yet.", x: 0, y: 12, size: 12.5, paint: .fill(.muted))
    let front = front
    let ends = front.map {
      "\($0.name) \(percentage($0.share, decimals: 2)) in \(duration($0.seconds))"
    }
    return Drawing(
      title: title, subtitle: subtitle,
      description: "Accuracy against training time of \(drawable.count) points. "
        + "On the front: \(ends.isEmpty ? "none" : ends.joined(separator: "; ")).",
      width: FrontierChartPlot.width + 2 * Drawing.margin,
      contentHeight: drawable.isEmpty ? 16 : FrontierChartPlot.height + (isThinned ? 20 : 0),
      content: drawable.isEmpty
        ? [nothing]
        : FrontierChartPlot(points: drawable, front: front).elements + thinningNote
    ).svg(theme: theme)
  }

  private var drawable: [Point] {
    points.filter { $0.seconds.isDrawable && $0.seconds >= 0 && (0...1).contains($0.share) }
  }

  private var isThinned: Bool { drawable.count > Self.limit }

  private var thinningNote: [Element] {
    guard isThinned else { return [] }
    return [
      .text(
        "\(grouped(Self.limit)) of \(grouped(drawable.count)) points are drawn; the front is whole.",
        x: 0, y: FrontierChartPlot.height + 14, size: 11.5, paint: .fill(.muted))
    ]
  }
}
