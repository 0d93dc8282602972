/// Rows of pictures, each with its name: what a change does to digits.
public struct PictureSheet: Figure, Hashable {
  /// Pictures that belong together.
  public struct Row: Hashable, Sendable {
    /// What is said to their left.
    public var name: String
    /// The pictures, all of one size, from left to right.
    public var pictures: [GreyPicture]
    /// What is said below each picture, in their order; fewer where nothing is said.
    public var captions: [Caption]

    /// A row of pictures.
    public init(_ name: String, _ pictures: [GreyPicture], captions: [Caption] = []) {
      self.name = name
      self.pictures = pictures
      self.captions = captions
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
  /// Height of captions below pictures.
  private static let caption = 16.0

  /// A sheet of rows.
  public init(title: String? = nil, subtitle: String? = nil, rows: [Row]) {
    self.title = title
    self.subtitle = subtitle
    self.rows = rows
  }

  /// The whole SVG document.
  public func svg(theme: Theme) -> String {
    let (step, columns) = (Self.side + Self.gap, rows.map(\.pictures.count).max() ?? 0)
    let below = rows.contains { !$0.captions.isEmpty } ? Self.caption : 0
    let content = rows.enumerated().flatMap { index, row -> [Element] in
      let top = Double(index) * (step + below)
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
      let captions = zip(row.pictures.indices, row.captions).flatMap { place, caption in
        Self.elements(caption, x: Self.names + Double(place) * step, y: top + Self.side + 12)
      }
      return [name] + pictures + captions
    }
    return Drawing(
      title: title, subtitle: subtitle,
      description: "\(rows.count) rows of pictures: \(rows.map(\.name).joined(separator: ", ")).",
      width: Self.names + Double(max(columns, 4)) * step - Self.gap + 2 * Drawing.margin,
      contentHeight: max(16, Double(rows.count) * (step + below) - Self.gap), content: content
    ).svg(theme: theme)
  }

  /// The word at the picture's left, the share at its right.
  private static func elements(_ caption: Caption, x: Double, y: Double) -> [Element] {
    let role: Role = caption.emphasis == .sure ? .ink : caption.emphasis.role
    let word = Element.text(
      caption.text, x: x + 1, y: y, size: 12, bold: true, paint: .fill(role), within: side)
    guard let detail = caption.detail else { return [word] }
    return [
      word,
      .text(
        detail, x: x + side - 1, y: y, size: 9.5, anchor: .end,
        paint: .fill(caption.emphasis == .sure ? .muted : role)),
    ]
  }
}
