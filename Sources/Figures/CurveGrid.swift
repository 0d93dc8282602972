/// Shares of right answers over epochs, or over learning rates: a small panel for each name, in which
/// its own curve stands out from all others, with a band for its spread.
///
/// The accuracies are spaced by the logarithm of the error, so that both a slow start and the last
/// tenths near 100 % can be read.
public struct CurveGrid: Figure, Hashable {
  /// A place of a curve.
  public struct Point: Hashable, Sendable {
    /// Along the horizontal axis.
    public var x: Double
    /// The accuracy, from 0 to 1.
    public var share: Double
    /// Its spread, or none.
    public var band: ClosedRange<Double>?

    /// A place with its spread.
    public init(x: Double, share: Double, band: ClosedRange<Double>? = nil) {
      self.x = x
      self.share = share
      self.band = band
    }
  }

  /// A name with its curves.
  public struct Panel: Hashable, Sendable {
    /// Heading of the panel.
    public var title: String
    /// A word at the end of the heading's line: the last accuracy, or a rate.
    public var detail: String
    /// The panel's own curve, by rising x.
    public var points: [Point]
    /// Curves that belong to it as well, drawn thin: one for each activation.
    public var others: [[Point]]
    /// A place to mark: the learning rate that was taken.
    public var mark: Double?

    /// A panel.
    public init(
      title: String, detail: String = "", points: [Point], others: [[Point]] = [],
      mark: Double? = nil
    ) {
      self.title = title
      self.detail = detail
      self.points = points
      self.others = others
      self.mark = mark
    }
  }

  /// What the horizontal axis shows.
  public enum Axis: Hashable, Sendable {
    /// Whole epochs.
    case epochs
    /// Learning rates, by their logarithm.
    case learningRates
  }

  /// Heading, or none.
  public var title: String?
  /// Line below the heading, or none.
  public var subtitle: String?
  /// What the horizontal axis shows.
  public var axis: Axis
  /// From the upper left, row by row.
  public var panels: [Panel]
  /// Whether each panel shows the others' curves behind its own.
  public var showsAll: Bool

  /// More panels than this are left out, which the figure then says.
  public static let limit = 18

  /// A grid of panels.
  public init(
    title: String? = nil, subtitle: String? = nil, axis: Axis = .epochs, panels: [Panel],
    showsAll: Bool = true
  ) {
    self.title = title
    self.subtitle = subtitle
    self.axis = axis
    self.panels = panels
    self.showsAll = showsAll
  }

  /// The whole SVG document.
  public func svg(theme: Theme) -> String {
    let shown = Array(panels.prefix(Self.limit))
    let layout = CurveGridLayout(panels: shown, axis: axis, showsAll: showsAll)
    let nothing = Element.text("No curves yet.", x: 0, y: 12, size: 12.5, paint: .fill(.muted))
    let more = panels.count - shown.count
    let note = Element.text(
      "\(more) more are left out.", x: 0, y: layout.height + 14, size: 11.5, paint: .fill(.muted))
    let names = shown.map { $0.detail.isEmpty ? $0.title : "\($0.title) \($0.detail)" }
    return Drawing(
      title: title, subtitle: subtitle,
      description: "Accuracy over \(axis == .epochs ? "epochs" : "learning rates"): "
        + "\(names.joined(separator: ", ")).",
      width: layout.width + 2 * Drawing.margin,
      contentHeight: shown.isEmpty ? 16 : layout.height + (more > 0 ? 20 : 0),
      content: shown.isEmpty ? [nothing] : layout.elements + (more > 0 ? [note] : [])
    ).svg(theme: theme)
  }
}
