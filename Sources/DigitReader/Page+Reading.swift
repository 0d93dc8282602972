internal import Images

extension Page {
  /// A page without ink.
  init(_ image: GreyImage) {
    self.init(width: image.width, height: image.height, digits: [], text: "", dropped: [])
  }

  /// Candidates in reading order; those that are like no digit are left out.
  init(_ image: GreyImage, _ segmentation: Segmentation, factor: Int) {
    let candidates = segmentation.candidates
    let lines = TextLines(candidates.map(\.box), size: segmentation.size)
    let words = lines.lines.map { lines.words(of: $0) }
    let probabilities = Context.probabilities(
      candidates.map(\.evidence), lines: words,
      clutter: segmentation.dropped.count { $0.reason == .size })

    var digits: [Digit] = []
    var text: [String] = []
    var dropped = segmentation.dropped
    for marks in words {
      var line: [String] = []
      for word in marks {
        var characters = ""
        for mark in word {
          let digit = Digit(
            candidates[mark], probability: probabilities[mark], line: text.count, word: line.count,
            factor: factor)
          guard digit.confidence >= Self.least else {
            dropped.append(.init(box: candidates[mark].box, reason: .shape))
            continue
          }
          digits.append(digit)
          characters += digit.isSure ? "\(digit.label)" : "?"
        }
        if !characters.isEmpty { line.append(characters) }
      }
      if !line.isEmpty { text.append(line.joined(separator: " ")) }
    }
    self.init(
      width: image.width, height: image.height, digits: digits,
      text: text.joined(separator: "\n"), dropped: Self.listed(dropped, factor: factor))
  }

  /// The largest first, in the picture's own pixels.
  private static func listed(_ dropped: [Dropped], factor: Int) -> [Dropped] {
    dropped.sorted { $0.box.area > $1.box.area }.prefix(mostDropped).map {
      .init(box: $0.box.scaled(by: factor), reason: $0.reason)
    }
  }

  /// What is less sure is not even called a question.
  private static let least = 0.05
}
