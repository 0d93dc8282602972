internal import Figures

/// A figure of a report with all that stands around it.
struct SweepFigure {
  /// Name of its files, and its anchor in the page.
  let name: String
  /// Heading in the page, and in the figure where it stands alone.
  let title: String
  /// What to see in it, and how to read it.
  let caption: String
  /// The figure with a heading, or without one.
  let figure: (_ title: String?) -> any Figure
  /// Its numbers.
  let table: ReportTable
}

/// The numbers behind a figure, as a table.
struct ReportTable {
  /// A longer one would make the page heavy; `trials.csv` holds the rest.
  static let limit = 250

  /// Headings of the columns.
  let columns: [String]
  /// The first cell of each is its name.
  let rows: [[String]]
}
