/// How often each class was taken for each other: rows are true labels, columns are guesses.
///
/// Errors are shaded by their share of the row, the darkest being the largest share in the figure,
/// for otherwise the few errors of a good classifier would be invisible. The share of each row that
/// was guessed right, the recall, stands at its end.
public struct ConfusionMatrixFigure: Figure, Hashable {
  /// Heading, or none.
  public var title: String?
  /// Beginning of the line below the heading; the accuracy follows.
  public var subtitle: String?
  /// Names of the classes, for rows and columns.
  public let classNames: [String]
  /// `counts[label][guess]` pictures.
  public let counts: [[Int]]

  /// A matrix with one row and one column for each class.
  /// - Throws: `FigureError` if rows or columns are not as many as the classes or a count is
  ///   negative.
  public init(
    title: String? = "Confusion matrix", subtitle: String? = nil, classNames: [String],
    counts: [[Int]]
  ) throws(FigureError) {
    guard counts.count == classNames.count else {
      throw .rowCountMismatch(classes: classNames.count, rows: counts.count)
    }
    for (index, row) in counts.enumerated() {
      guard row.count == classNames.count else {
        throw .columnCountMismatch(row: index, classes: classNames.count, columns: row.count)
      }
      if let column = row.firstIndex(where: { $0 < 0 }) {
        throw .negativeCount(row: index, column: column, count: row[column])
      }
    }
    self.title = title
    self.subtitle = subtitle
    self.classNames = classNames
    self.counts = counts
  }

  /// The whole SVG document.
  public func svg(theme: Theme) -> String {
    let table = ConfusionMatrixTable(classNames: classNames, counts: counts)
    let nothing = Element.text("No classes.", x: 0, y: 12, size: 12.5, paint: .fill(.muted))
    let subtitle = [subtitle, accuracy].compactMap(\.self).joined(separator: " · ")
    return Drawing(
      title: title, subtitle: subtitle, description: "\(classNames.count) classes. \(accuracy).",
      width: table.width + 2 * Drawing.margin,
      contentHeight: classNames.isEmpty ? 16 : table.height,
      content: classNames.isEmpty ? [nothing] : table.elements
    ).svg(theme: theme)
  }

  private var accuracy: String {
    // Sums are clamped, not trapped: a count may be as large as an Int holds.
    let total = counts.joined().reduce(0) { $0.addingClamped($1) }
    let right = counts.indices.reduce(0) { $0.addingClamped(counts[$1][$1]) }
    guard total > 0 else { return "nothing counted" }
    let share = percentage(Double(right) / Double(total), decimals: 2)
    return "\(grouped(right)) of \(grouped(total)) right, \(share)"
  }
}

extension Int {
  /// The sum, or the largest number where it would overflow.
  fileprivate func addingClamped(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
