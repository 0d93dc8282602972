/// Pictures in rows, each with guess, label, confidence and a bar for each class.
///
/// A wrong guess is framed and marked with a cross, a right one with a tick, so that nothing hangs
/// on colour alone. With more than ten classes the bars show the ten most probable.
public struct PredictionGrid: Figure, Hashable {
  /// Heading, or none.
  public var title: String?
  /// Line below the heading, or none.
  public var subtitle: String?
  /// What is shown, row by row.
  public var items: [ClassifiedPicture]
  /// Pictures in a row, at least one; five make a figure 776 units wide.
  public var columns: Int

  /// A grid of the given pictures.
  public init(
    title: String? = nil, subtitle: String? = nil, items: [ClassifiedPicture], columns: Int = 5
  ) {
    self.title = title
    self.subtitle = subtitle
    self.items = items
    self.columns = columns
  }

  /// The wrong guesses among `items` that were made with most confidence, worst first, `count` of them
  /// at most.
  public static func mostConfidentlyWrong(
    among items: [ClassifiedPicture], count: Int = 20, columns: Int = 5
  ) -> PredictionGrid {
    let wrong = items.filter { $0.isRight == false }
    // The place decides between equals, for Swift does not promise that its sort is stable.
    let worst = wrong.enumerated().sorted {
      let (one, other) = ($0.element.confidence, $1.element.confidence)
      return one == other || one.isNaN && other.isNaN
        ? $0.offset < $1.offset : other.isNaN || one > other
    }
    let shown = worst.prefix(max(0, count)).map(\.element)
    return PredictionGrid(
      title: "Most confidently wrong",
      subtitle: "\(grouped(shown.count)) of \(grouped(wrong.count)) mistakes "
        + "among \(grouped(items.count)) pictures",
      items: shown, columns: columns)
  }

  /// The whole SVG document.
  public func svg(theme: Theme) -> String {
    let card = (width: PredictionCard.width, height: PredictionCard.height)
    let gap = (x: 28.0, y: 30.0)
    let columns = max(1, min(self.columns, max(items.count, 3)))
    let rows = (items.count + columns - 1) / columns
    let cards = items.enumerated().map { index, item in
      Element.group(
        x: Double(index % columns) * (card.width + gap.x),
        y: Double(index / columns) * (card.height + gap.y),
        PredictionCard(item: item).elements)
    }
    let nothing = Element.text("No pictures.", x: 0, y: 12, size: 12.5, paint: .fill(.muted))
    return Drawing(
      title: title, subtitle: subtitle, description: description,
      width: Double(columns) * (card.width + gap.x) - gap.x + 2 * Drawing.margin,
      contentHeight: items.isEmpty ? 16 : Double(rows) * (card.height + gap.y) - gap.y,
      content: items.isEmpty ? [nothing] : cards
    ).svg(theme: theme)
  }

  private var description: String {
    let right = items.count { $0.isRight == true }
    let wrong = items.count { $0.isRight == false }
    return "\(items.count) pictures with guesses: \(right) right, \(wrong) wrong."
  }
}
