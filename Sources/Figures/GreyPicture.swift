/// A grey picture as MNIST stores it: one byte per pixel, 0 for the paper, 255 for full ink.
public struct GreyPicture: Hashable, Sendable {
  /// Pixels in a row.
  public let width: Int
  /// Pixels in a column.
  public let height: Int
  /// `width · height` bytes, row by row from the top.
  public let pixels: [UInt8]

  /// A picture of the given size, 28 by 28 unless told otherwise.
  /// - Throws: `FigureError` if a side is below 1 or the bytes are not one per pixel.
  public init(width: Int = 28, height: Int = 28, pixels: [UInt8]) throws(FigureError) {
    guard width > 0, height > 0,
      case let (count, overflow) = width.multipliedReportingOverflow(
        by: height), !overflow
    else { throw .invalidPictureSize(width: width, height: height) }
    guard pixels.count == count else {
      throw .pixelCountMismatch(width: width, height: height, pixels: pixels.count)
    }
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The byte at a place.
  subscript(row: Int, column: Int) -> UInt8 { pixels[row * width + column] }
}

extension GreyPicture {
  /// The picture's ink as vector strokes, a square of `scale` for each pixel.
  ///
  /// Strokes take the ink colour of the theme and stay crisp at any size, in browsers as in
  /// librsvg, where an embedded bitmap would be blurred by one or the other. Sixteen degrees of ink
  /// look like 256 and let neighbours join: a digit takes about 1.5 kilobytes.
  func element(x: Double, y: Double, scale: Double) -> Element {
    var paths = [String](repeating: "", count: 16)
    for row in 0..<height {
      var column = 0
      while column < width {
        let level = level(row, column)
        let start = column
        while column < width, self.level(row, column) == level { column += 1 }
        if level > 0 { paths[level] += "M\(start) \(row)h\(column - start)" }
      }
    }
    let strokes = (1..<16).filter { !paths[$0].isEmpty }.map { level in
      Element.path(paths[level], paint: .stroke(.ink)).with("stroke-opacity", Double(level) / 15)
    }
    // Half a pixel down, for a stroke has its line in the middle.
    let place = "translate(\(coordinate(x)) \(coordinate(y + scale / 2)))"
    return Element(name: "g", content: .children(strokes))
      .with("transform", "\(place) scale(\(coordinate(scale)))")
      .with("shape-rendering", "crispEdges")
  }

  private func level(_ row: Int, _ column: Int) -> Int {
    (Int(self[row, column]) * 15 + 127) / 255
  }
}
