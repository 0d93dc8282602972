/// A table of two choices: a colour and a number for each pair.
///
/// The colours run from dark blue to yellow and read without colour vision. They span what is in the
/// table, not 0 to 1, and the legend says so. A few values far below the others do not take the
/// colours from all the rest: they share the lowest one, and the legend says that too.
public struct HeatMap: Figure, Hashable {
  /// What is known of one pair.
  public struct Cell: Hashable, Sendable {
    /// Decides the colour; the cell is grey if nil.
    public var value: Double?
    /// Written in the cell.
    public var text: String
    /// Written below it, smaller.
    public var detail: String?
    /// A cross in the corner: the legend has a word about it.
    public var isMarked: Bool

    /// A cell with what is written in it.
    public init(_ value: Double?, text: String, detail: String? = nil, isMarked: Bool = false) {
      self.value = value
      self.text = text
      self.detail = detail
      self.isMarked = isMarked
    }
  }

  /// How the ends of the colours are written.
  public enum Unit: Hashable, Sendable {
    /// As a share of 1, in per cent.
    case percent
    /// As the power of ten whose exponent the value is.
    case power
    /// As a duration.
    case seconds
  }

  /// Heading, or none.
  public var title: String?
  /// Line below the heading, or none.
  public var subtitle: String?
  /// What rows and columns are.
  public var rowTitle, columnTitle: String
  /// Their names, from the top and from the left.
  public var rows, columns: [String]
  /// `cells[row][column]`; nil, or missing, where nothing was tried.
  public var cells: [[Cell?]]
  /// How the ends of the colours are written.
  public var unit: Unit
  /// What a mark means; nothing is said of it if nil.
  public var mark: String?

  /// More rows, or columns, than this are left out, which the figure then says.
  public static let limit = 40

  /// A table of pairs.
  public init(
    title: String? = nil, subtitle: String? = nil, rowTitle: String, columnTitle: String,
    rows: [String], columns: [String], cells: [[Cell?]], unit: Unit = .percent,
    mark: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.rowTitle = rowTitle
    self.columnTitle = columnTitle
    self.rows = rows
    self.columns = columns
    self.cells = cells
    self.unit = unit
    self.mark = mark
  }

  /// The whole SVG document.
  public func svg(theme: Theme) -> String {
    let table = HeatMapTable(self)
    let nothing = Element.text(
      "Nothing to show yet.", x: 0, y: 12, size: 12.5, paint: .fill(.muted))
    return Drawing(
      title: title, subtitle: subtitle, description: description,
      width: table.width + 2 * Drawing.margin,
      contentHeight: table.isEmpty ? 16 : table.height,
      content: table.isEmpty ? [nothing] : table.elements
    ).svg(theme: theme)
  }

  private var description: String {
    let known = cells.joined().compactMap { $0?.value }.filter(\.isDrawable)
    guard let low = known.min(), let high = known.max() else {
      return "\(rows.count) by \(columns.count) pairs of \(rowTitle) and \(columnTitle)."
    }
    return "\(rows.count) by \(columns.count) pairs of \(rowTitle) and \(columnTitle), "
      + "from \(unit.text(low)) to \(unit.text(high))."
  }
}

extension HeatMap.Unit {
  /// A value as the legend writes it.
  func text(_ value: Double) -> String {
    switch self {
    case .percent: percentage(value, decimals: 2)
    case .power: rate(exponent: value)
    case .seconds: duration(value)
    }
  }
}
