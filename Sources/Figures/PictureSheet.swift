/// Rows of pictures, each with its name: what a change does to digits.
public struct PictureSheet: Figure, Hashable {
  /// Pictures that belong together.
  public struct Row: Hashable, Sendable {
    /// What is said to their left.
    public var name: String
    /// The pictures, all of one size, from left to right.
    public var pictures: [GreyPicture]

    /// A row of pictures.
    public init(_ name: String, _ pictures: [GreyPicture]) {
      self.name = name
      self.pictures = pictures
    }
  }

  /// Heading, or none.
  public var title: String?
  /// Line below the heading, or none.
  public var subtitle: String?
  /// From top to bottom.
  public var rows: [Row]

  private static let names = 132.0
  private static let side = 46.0
  private static let gap = 8.0

  /// A sheet of rows.
  public init(title: String? = nil, subtitle: String? = nil, rows: [Row]) {
    self.title = title
    self.subtitle = subtitle
    self.rows = rows
  }

  /// The whole SVG document.
  public func svg(theme: Theme) -> String {
    let (step, columns) = (Self.side + Self.gap, rows.map(\.pictures.count).max() ?? 0)
    let content = rows.enumerated().flatMap { index, row -> [Element] in
      let top = Double(index) * step
      let name = Element.text(
        row.name, x: 0, y: top + Self.side / 2 + 4, size: 12.5, paint: .fill(.muted),
        within: Self.names - 12)
      let pictures = row.pictures.enumerated().flatMap { place, picture -> [Element] in
        let left = Self.names + Double(place) * step
        let scale = Self.side / Double(max(picture.width, picture.height))
        return [
          .rectangle(
            x: left, y: top, width: Self.side, height: Self.side, radius: 3, paint: .fill(.panel)),
          picture.element(x: left, y: top, scale: scale),
        ]
      }
      return [name] + pictures
    }
    return Drawing(
      title: title, subtitle: subtitle,
      description: "\(rows.count) rows of pictures: \(rows.map(\.name).joined(separator: ", ")).",
      width: Self.names + Double(max(columns, 4)) * step - Self.gap + 2 * Drawing.margin,
      contentHeight: max(16, Double(rows.count) * step - Self.gap), content: content
    ).svg(theme: theme)
  }
}
