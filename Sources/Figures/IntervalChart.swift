/// Values with their intervals, one row for each name: durations, or differences around zero.
public struct IntervalChart: Figure, Hashable {
  /// One value of a row.
  public struct Mark: Hashable, Sendable {
    /// Where its dot lies; there is none if nil.
    public var value: Double?
    /// A thick line.
    public var interval: ClosedRange<Double>?
    /// A thin line beyond that one.
    public var outerInterval: ClosedRange<Double>?
    /// Written at the end of the row: `not reached`.
    public var text: String
    /// Whether it stands out; if not, the dot is hollow and the text grey.
    public var isSure: Bool

    /// A value with its intervals.
    public init(
      _ value: Double?, interval: ClosedRange<Double>? = nil,
      outerInterval: ClosedRange<Double>? = nil, text: String,
      isSure: Bool = true
    ) {
      self.value = value
      self.interval = interval
      self.outerInterval = outerInterval
      self.text = text
      self.isSure = isSure
    }
  }

  /// A name with one mark for each series.
  public struct Row: Hashable, Sendable {
    /// Written at its beginning.
    public var name: String
    /// One for each series, in their order.
    public var marks: [Mark]

    /// A row.
    public init(_ name: String, _ marks: [Mark]) {
      self.name = name
      self.marks = marks
    }
  }

  /// How values are written along the axis.
  public enum Unit: Hashable, Sendable {
    /// Durations; the axis begins at zero.
    case seconds
    /// Differences of shares of 1, in percentage points; zero is always in sight.
    case points
  }

  /// Heading, or none.
  public var title: String?
  /// Line below the heading, or none.
  public var subtitle: String?
  /// Names of the marks of a row, each in a colour of its own.
  public var series: [String]
  /// From top to bottom.
  public var rows: [Row]
  /// How values are written along the axis.
  public var unit: Unit
  /// What the axis shows.
  public var axisTitle: String

  /// More rows than this are left out, which the figure then says.
  public static let limit = 60

  /// A chart of rows.
  public init(
    title: String? = nil, subtitle: String? = nil, series: [String], rows: [Row], unit: Unit,
    axisTitle: String
  ) {
    self.title = title
    self.subtitle = subtitle
    self.series = series
    self.rows = rows
    self.unit = unit
    self.axisTitle = axisTitle
  }

  /// The whole SVG document.
  public func svg(theme: Theme) -> String {
    let rows = IntervalChartRows(self)
    let nothing = Element.text(
      "Nothing to show yet.", x: 0, y: 12, size: 12.5, paint: .fill(.muted))
    let texts = self.rows.prefix(6).map { row in
      "\(row.name): \(row.marks.map(\.text).joined(separator: ", "))"
    }
    let more = self.rows.count > 6 ? "; and \(self.rows.count - 6) more" : ""
    return Drawing(
      title: title, subtitle: subtitle,
      description: "\(axisTitle). \(texts.joined(separator: "; "))\(more).",
      width: rows.width + 2 * Drawing.margin,
      contentHeight: self.rows.isEmpty ? 16 : rows.height,
      content: self.rows.isEmpty ? [nothing] : rows.elements
    ).svg(theme: theme)
  }
}
