/// Loss and accuracy over the epochs of a training run, side by side.
///
/// Each line ends in its name and its last value. Values that are not finite leave a gap.
public struct LearningCurves: Figure, Hashable {
  /// One line of a chart: a name, and a value for each epoch from 1 on.
  public struct Series: Hashable, Sendable {
    /// Written at the end of the line: `training`, `validation`.
    public var name: String
    /// The first belongs to epoch 1.
    public var values: [Double]

    /// A series with the given values.
    public init(_ name: String, _ values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  /// How the values of a panel are written.
  public enum Unit: Hashable, Sendable {
    /// As a number with four decimals.
    case number
    /// As a share of 1, in per cent.
    case percent
  }

  /// One chart with lines of one unit.
  public struct Panel: Hashable, Sendable {
    /// Heading of the chart.
    public var title: String
    /// How values are written.
    public var unit: Unit
    /// The lines, any number of them.
    public var series: [Series]

    /// A chart of the given series.
    public init(title: String, unit: Unit = .number, series: [Series]) {
      self.title = title
      self.unit = unit
      self.series = series
    }
  }

  /// Heading, or none.
  public var title: String?
  /// Line below the heading, or none.
  public var subtitle: String?
  /// The charts, side by side; two make a figure 800 units wide.
  public var panels: [Panel]

  /// Any charts over the same epochs.
  public init(title: String? = nil, subtitle: String? = nil, panels: [Panel]) {
    self.title = title
    self.subtitle = subtitle
    self.panels = panels
  }

  /// A chart of the loss beside one of the accuracy, the latter in shares of 1.
  public init(
    title: String? = nil, subtitle: String? = nil, loss: [Series], accuracy: [Series]
  ) {
    self.init(
      title: title, subtitle: subtitle,
      panels: [
        Panel(title: "Loss", series: loss),
        Panel(title: "Accuracy", unit: .percent, series: accuracy),
      ])
  }

  /// The whole SVG document.
  public func svg(theme: Theme) -> String {
    let (width, gap) = (348.0, 40.0)
    let epochs = panels.flatMap(\.series).map(\.values.count).max() ?? 0
    let charts = panels.enumerated().map { index, panel in
      Element.group(
        x: Double(index) * (width + gap), y: 0,
        LearningCurvesPanel(panel: panel, epochs: epochs, width: width).elements)
    }
    let nothing = Element.text("No curves.", x: 0, y: 12, size: 12.5, paint: .fill(.muted))
    return Drawing(
      title: title, subtitle: subtitle, description: description(epochs: epochs),
      width: Double(max(1, panels.count)) * (width + gap) - gap + 2 * Drawing.margin,
      contentHeight: panels.isEmpty ? 16 : LearningCurvesPanel.height,
      content: panels.isEmpty ? [nothing] : charts
    ).svg(theme: theme)
  }

  private func description(epochs: Int) -> String {
    let panels = panels.map { panel in
      let ends = panel.series.map { "\($0.name) \(panel.unit.text($0.values.last ?? .nan))" }
      return "\(panel.title): \(ends.isEmpty ? "no series" : ends.joined(separator: ", "))"
    }
    return "After epoch \(epochs). \(panels.joined(separator: "; "))."
  }
}

extension LearningCurves.Unit {
  /// A value as it is written beside its line.
  func text(_ value: Double) -> String {
    switch self {
    case .number:
      value.isDrawable && value.magnitude >= 1e6
        ? "\(Float(value))" : fixed(value, decimals: value.magnitude >= 1000 ? 1 : 4)
    case .percent: value.isFinite ? percentage(value, decimals: 2) : fixed(value, decimals: 2)
    }
  }
}
