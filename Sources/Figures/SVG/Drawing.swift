/// A page of given size with a title, a subtitle and elements below them.
struct Drawing {
  /// Empty space around the content.
  static let margin = 32.0

  let title: String?
  let subtitle: String?
  /// What the figure shows, for those who cannot see it.
  let description: String
  let width: Double
  /// Height below the title and the subtitle, without margins.
  let contentHeight: Double
  /// Elements, the origin at the upper left corner of the content.
  let content: [Element]

  /// The SVG document in the colours of `theme`.
  func svg(theme: Theme) -> String {
    let (header, headerHeight) = header()
    let height = headerHeight + contentHeight + 2 * Self.margin
    let background = Element.rectangle(
      x: 0, y: 0, width: width, height: height, radius: 8, paint: .fill(.background))
    let body =
      [background] + header
      + [.group(x: Self.margin, y: Self.margin + headerHeight, content)]
    let paints = body.reduce(into: Set<Paint>()) { $0.formUnion($1.paints) }

    let size = (width: coordinate(width), height: coordinate(height))
    var root = Element(name: "svg")
    root.attributes = [
      ("xmlns", "http://www.w3.org/2000/svg"),
      ("class", theme.className),
      ("role", "img"),
      ("width", size.width),
      ("height", size.height),
      ("viewBox", "0 0 \(size.width) \(size.height)"),
      ("font-family", "Inter, 'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif"),
      ("style", "font-variant-numeric:tabular-nums"),
    ]
    root.content = .children(
      [
        Element(name: "title", content: .text(title ?? description)),
        Element(name: "desc", content: .text(description)),
        Element(name: "style", content: .styleSheet(theme.styleSheet(for: paints))),
      ] + body)
    var output = ""
    root.write(to: &output)
    return output
  }

  private func header() -> (elements: [Element], height: Double) {
    var (elements, height) = ([Element](), 0.0)
    let room = width - 2 * Self.margin
    if let title {
      elements.append(
        .text(title, x: Self.margin, y: Self.margin + 15, size: 19, bold: true, within: room))
      height += 24
    }
    if let subtitle {
      elements.append(
        .text(
          subtitle, x: Self.margin, y: Self.margin + height + 11, size: 12.5,
          paint: .fill(.muted), within: room))
      height += 18
    }
    return (elements, height > 0 ? height + 18 : 0)
  }
}
