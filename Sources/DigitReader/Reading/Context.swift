/// What a mark's neighbours say about it: among letters, an o is no 0.
///
/// The evidence of the others in its word, line and page is added to a mark's own, each less than the
/// one before: log-odds add up, as in naive Bayes. What is farther away counts up to a limit, so that a
/// number in a form is read among ever so many letters.
enum Context {
  private static let word = 0.7
  private static let line = 0.3
  private static let page = 0.1
  /// What each mark counts on its page that has no digit's size.
  private static let clutter = -2.0
  /// The limits of what a line, and what a page, says: letters all around are outvoted by a number of
  /// five digits; and of all neighbours together.
  private static let strongestOfLine = -4.0...4.0
  private static let strongestOfPage = -6.0...4.0
  private static let strongest = -5.0...5.0

  /// The probability that each mark is a digit.
  ///
  /// - Parameters:
  ///   - evidence: The log-odds of each mark by itself.
  ///   - lines: The words of each line, as positions of marks.
  ///   - clutter: Marks on the page that have no digit's size.
  static func probabilities(
    _ evidence: [Double], lines: [[[Int]]], clutter: Int
  ) -> [Double] {
    var result = [Double](repeating: 0, count: evidence.count)
    func sum(_ marks: [Int]) -> Double { marks.reduce(0) { $0 + evidence[$1] } }
    let page = sum(lines.flatMap { $0.flatMap { $0 } }) + Self.clutter * Double(clutter)
    for words in lines {
      let line = sum(words.flatMap { $0 })
      for marks in words {
        let word = sum(marks)
        for mark in marks {
          let others =
            Self.word * (word - evidence[mark])
            + clamp(Self.line * (line - word), to: strongestOfLine)
            + clamp(Self.page * (page - line), to: strongestOfPage)
          let prior = clamp(Candidate.benefit + others, to: strongest)
          result[mark] = Candidate.probability(evidence[mark] + prior)
        }
      }
    }
    return result
  }

  private static func clamp(_ value: Double, to limits: ClosedRange<Double>) -> Double {
    min(max(value, limits.lowerBound), limits.upperBound)
  }
}
