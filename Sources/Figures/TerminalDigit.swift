/// A classified picture as plain text: block characters, no colour codes.
///
/// Ink is the terminal's own foreground, so the digit is legible on dark and on light terminals.
/// Fourteen lines of at most 80 columns for a picture of 28 by 28; others are scaled to fit.
public struct TerminalDigit: Hashable, Sendable {
  /// What is shown.
  public var item: ClassifiedPicture

  /// Text for the given picture.
  public init(_ item: ClassifiedPicture) { self.item = item }

  /// The lines, joined by line breaks, without one at the end.
  public var text: String {
    let picture = pictureLines
    let facts = factLines
    let width = picture.map(\.count).max() ?? 0
    return (0..<max(picture.count, facts.count)).map { index in
      let ink = index < picture.count ? picture[index] : ""
      let fact = index < facts.count ? facts[index] : ""
      let line = ink + String(repeating: " ", count: width + 4 - ink.count) + fact
      return String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }

  /// Two rows of pixels in each line: the upper and the lower half of a character.
  private var pictureLines: [String] {
    let picture = item.picture.reduced(toFit: 28)
    func isInk(_ row: Int, _ column: Int) -> Bool {
      row < picture.height && picture[row, column] >= 96
    }
    return stride(from: 0, to: picture.height, by: 2).map { row in
      String(
        (0..<picture.width).map { column -> Character in
          switch (isInk(row, column), isInk(row + 1, column)) {
          case (true, true): "█"
          case (true, false): "▀"
          case (false, true): "▄"
          case (false, false): " "
          }
        })
    }
  }

  private var factLines: [String] {
    let verdict =
      switch item.isRight {
      case true?: "   ✓ right"
      case false?: "   ✗ wrong"
      case nil: ""
      }
    let name = item.guess.printable.shortened(toCount: 12)
    var lines = ["guess  \(name)   \(share(item.confidence))"]
    if let label = item.label {
      lines.append("label  \(label.printable.shortened(toCount: 12))\(verdict)")
    }
    let bars = item.bars
    let names = bars.map { $0.name.printable.shortened(toCount: 8) }
    let width = names.map(\.count).max() ?? 0
    lines.append("")
    lines += zip(names, bars).map { name, bar in
      let value = share(bar.probability)
      return String(repeating: " ", count: width - name.count) + "\(name) "
        + Self.bar(bar.probability) + String(repeating: " ", count: max(1, 9 - value.count)) + value
        + (bar.isGuess ? " ◂" : "")
    }
    return lines
  }

  private func share(_ probability: Double) -> String {
    percentage(probability).replacing("\u{a0}", with: " ")
  }

  /// 24 columns, filled in steps of an eighth of a column.
  private static func bar(_ probability: Double) -> String {
    let columns = 24
    let eighths = Int((probability * Double(columns * 8)).rounded())
    let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    let bar = String(repeating: "█", count: eighths / 8) + partial
    return bar + String(repeating: " ", count: columns - bar.count)
  }
}

extension GreyPicture {
  /// The picture itself if both sides fit, else one of means over blocks of pixels.
  fileprivate func reduced(toFit side: Int) -> GreyPicture {
    let longest = max(width, height)
    guard longest > side else { return self }
    let columns = max(1, Int(Double(width) * Double(side) / Double(longest)))
    let rows = max(1, Int(Double(height) * Double(side) / Double(longest)))
    func block(_ index: Int, of count: Int, over length: Int) -> Range<Int> {
      func edge(_ index: Int) -> Int { Int(Double(index) * Double(length) / Double(count)) }
      return edge(index)..<min(length, max(edge(index) + 1, edge(index + 1)))
    }
    let means = (0..<rows).flatMap { row in
      (0..<columns).map { column -> UInt8 in
        let (vertical, horizontal) = (
          block(row, of: rows, over: height), block(column, of: columns, over: width)
        )
        let sum = vertical.reduce(0) { sum, row in
          horizontal.reduce(sum) { $0 + Int(self[row, $1]) }
        }
        return UInt8(sum / (vertical.count * horizontal.count))
      }
    }
    return (try? GreyPicture(width: columns, height: rows, pixels: means)) ?? self
  }
}

extension String {
  fileprivate func shortened(toCount count: Int) -> String {
    self.count > count ? "\(prefix(count - 1))…" : self
  }
}
