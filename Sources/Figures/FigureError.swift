internal import Foundation

/// Why a figure could not be made from its values, or a PNG from a figure.
public enum FigureError: Error, Hashable, Sendable {
  /// A picture has a side of zero or less, or one that does not fit into memory.
  case invalidPictureSize(width: Int, height: Int)
  /// A picture's bytes are not one per pixel.
  case pixelCountMismatch(width: Int, height: Int, pixels: Int)
  /// Bytes are no PNG file's, or more than a figure can hold.
  case unusablePNG(bytes: Int, limit: Int)
  /// There is not one probability for each class.
  case probabilityCountMismatch(classes: Int, probabilities: Int)
  /// A confusion matrix has not one row for each class.
  case rowCountMismatch(classes: Int, rows: Int)
  /// A row of a confusion matrix has not one count for each class.
  case columnCountMismatch(row: Int, classes: Int, columns: Int)
  /// A count of a confusion matrix is below zero.
  case negativeCount(row: Int, column: Int, count: Int)
  /// The scale of a PNG is not a positive number.
  case invalidScale(Double)
  /// A PNG would be empty, or larger than ``Figure/png(theme:scale:)`` allows.
  case invalidImageSize(width: Double, height: Double)
  /// The SVG reader, librsvg, refused the figure.
  case unreadableSVG(reason: String)
  /// The drawing library, cairo, ran into an error.
  case renderingFailed(reason: String)
}

extension FigureError: CustomStringConvertible {
  /// One sentence: what was expected, what came, what to do.
  public var description: String {
    switch self {
    case .invalidPictureSize(let width, let height):
      "A picture is at least 1 pixel wide and high, not \(width) by \(height): check its size."
    case .pixelCountMismatch(let width, let height, let pixels):
      "A picture of \(width) by \(height) takes one byte per pixel, not \(pixels) bytes: "
        + "pass the bytes of exactly one picture."
    case .unusablePNG(let bytes, let limit):
      "A picture to draw on is a PNG file of at most \(limit) bytes, not these \(bytes) bytes: "
        + "save it as PNG, and reduce it if it is larger."
    case .probabilityCountMismatch(let classes, let probabilities):
      "\(classes) classes take \(classes) probabilities, not \(probabilities): "
        + "pass one for each class, in the order of the class names."
    case .rowCountMismatch(let classes, let rows):
      "A confusion matrix of \(classes) classes takes \(classes) rows, not \(rows): "
        + "pass one row for each true class."
    case .columnCountMismatch(let row, let classes, let columns):
      "Row \(row) of a confusion matrix of \(classes) classes takes \(classes) counts, "
        + "not \(columns): pass one for each guessed class."
    case .negativeCount(let row, let column, let count):
      "The count in row \(row), column \(column) is \(count), but counts start at 0: "
        + "check where it was counted."
    case .invalidScale(let scale):
      "The scale of a PNG is a positive number, not \(scale): 1 gives one pixel per unit, 2 suits "
        + "sharp screens."
    case .invalidImageSize(let width, let height):
      "A PNG of \(String(format: "%.0f by %.0f", width, height)) pixels is out of bounds (1 to 32,767 a side, 64 million in "
        + "all): draw fewer items, or write it as SVG."
    case .unreadableSVG(let reason):
      "librsvg could not read the figure (\(reason)): write it as SVG instead."
    case .renderingFailed(let reason):
      "cairo could not draw the figure (\(reason)): try a smaller scale, or write it as SVG."
    }
  }
}
