/// How a digit's ink becomes the picture that the network sees: exactly as MNIST was made.
///
/// The tight box of the ink; its longest side to 20 pixels, each the mean of the area that it covers;
/// brought to where the centre of mass falls on pixel (14, 14), by whole pixels; the strongest ink
/// to 255. A digit of MNIST that was blown up by a whole factor comes back bit for bit. It follows
/// Bottou's and Yadav's reconstruction (arXiv:1905.10498).
public enum Preparation {
  /// Changes whenever the pictures do: model files name the version that their networks learnt from.
  public static let version = 1

  private static let side = DigitClassifier.side
  /// From here on ink is full: some of MNIST's digits have no pixel of 255.
  private static let nearlyFull: Float = 250
  /// Pixels of the longest side of a digit.
  private static let digitSide = 20

  /// The picture of 28 × 28 for a region's ink; nil if there is none, or not one byte a pixel.
  ///
  /// - Parameters:
  ///   - ink: `width · height` bytes, row by row, 0 for paper.
  ///   - width: Pixels in a row.
  ///   - height: Pixels in a column.
  public static func picture(ofInk ink: [UInt8], width: Int, height: Int) -> [UInt8]? {
    guard width > 0, height > 0,
      case (let count, false) = width.multipliedReportingOverflow(by: height), count == ink.count
    else { return nil }
    let plane = Plane(width: width, height: height, bytes: ink)
    guard let box = plane.boxOfInk else { return nil }
    let digit = plane.means(of: box, longestSide: digitSide)
    let strongest = digit.values.max() ?? 0
    guard strongest > 0 else { return nil }
    let peak = strongest < nearlyFull ? strongest : 255
    // Of millions of pixels rounding adds up.
    let bytes = digit.values.map { UInt8(min(255, 255 * $0 / peak + 0.5)) }

    var (mass, across, down) = (0, 0, 0)
    for (place, byte) in bytes.enumerated() {
      mass += Int(byte)
      across += Int(byte) * (place % digit.columns)
      down += Int(byte) * (place / digit.columns)
    }
    let left = Self.start(centre: Double(across) / Double(mass), size: digit.columns)
    let top = Self.start(centre: Double(down) / Double(mass), size: digit.rows)
    var picture = [UInt8](repeating: 0, count: side * side)
    for (place, byte) in bytes.enumerated() {
      picture[(top + place / digit.columns) * side + left + place % digit.columns] = byte
    }
    return picture
  }

  /// Where a digit begins, so that its centre falls on pixel 14, and all of it into the picture.
  private static func start(centre: Double, size: Int) -> Int {
    let wanted = Int((Double(side / 2) - centre + 0.5).rounded(.down))
    return min(max(wanted, 0), side - size)
  }
}

extension Plane {
  /// The smallest box of all that is not 0.
  var boxOfInk: Box? {
    var box: Box?
    for row in 0..<height {
      let line = bytes[row * width..<(row + 1) * width]
      guard let first = line.firstIndex(where: { $0 > 0 }),
        let last = line.lastIndex(where: { $0 > 0 })
      else { continue }
      let found = Box(x: first - row * width, y: row, width: last - first + 1, height: 1)
      box = box?.union(found) ?? found
    }
    return box
  }

  /// A box in another size: the mean of the area that each new pixel covers.
  func means(
    of box: Box, longestSide: Int
  ) -> (values: [Float], rows: Int, columns: Int) {
    let longest = Double(box.longestSide)
    let rows = max(1, Int((Double(box.height * longestSide) / longest).rounded()))
    let columns = max(1, Int((Double(box.width * longestSide) / longest).rounded()))
    let across = Self.shares(of: box.width, among: columns)
    let down = Self.shares(of: box.height, among: rows)
    var lines = [Float](repeating: 0, count: box.height * columns)
    for row in 0..<box.height {
      let start = (box.y + row) * width + box.x
      for (column, part) in across.enumerated() {
        var sum: Float = 0
        for (offset, share) in part.shares.enumerated() {
          sum += share * Float(bytes[start + part.first + offset])
        }
        lines[row * columns + column] = sum
      }
    }
    var values = [Float](repeating: 0, count: rows * columns)
    for (row, part) in down.enumerated() {
      for (offset, share) in part.shares.enumerated() {
        for column in 0..<columns {
          values[row * columns + column] += share * lines[(part.first + offset) * columns + column]
        }
      }
    }
    return (values, rows, columns)
  }

  /// Which of `count` pixels each of a number of new ones covers, and with what share.
  private static func shares(of count: Int, among parts: Int) -> [(first: Int, shares: [Float])] {
    (0..<parts).map { part in
      // In whole numbers, so that whole factors stay exact.
      let (start, end) = (part * count, (part + 1) * count)
      let first = start / parts
      let last = (end - 1) / parts
      return (
        first,
        (first...last).map { pixel in
          Float(min(end, (pixel + 1) * parts) - max(start, pixel * parts)) / Float(count)
        }
      )
    }
  }
}
