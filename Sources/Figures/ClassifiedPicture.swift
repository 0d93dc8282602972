/// A picture and what a classifier made of it.
public struct ClassifiedPicture: Hashable, Sendable {
  /// What was shown.
  public let picture: GreyPicture
  /// Name of the true class; nil where nobody knows it.
  public let label: String?
  /// Names of all classes.
  public let classNames: [String]
  /// Probability of each class, in the order of `classNames`.
  public let probabilities: [Double]

  /// A picture with one probability for each class.
  ///
  /// Probabilities that are not numbers are drawn as 0 and never become the guess.
  /// - Throws: `FigureError.probabilityCountMismatch`.
  public init(
    picture: GreyPicture, label: String?, classNames: [String], probabilities: [Double]
  ) throws(FigureError) {
    guard probabilities.count == classNames.count else {
      throw .probabilityCountMismatch(
        classes: classNames.count, probabilities: probabilities.count)
    }
    self.picture = picture
    self.label = label
    self.classNames = classNames
    self.probabilities = probabilities
  }

  /// Name of the most probable class, the first of equals; `?` if there is none.
  public var guess: String { guessIndex.map { classNames[$0] } ?? "?" }

  /// Probability of the guess; not a number if there is none.
  public var confidence: Double { guessIndex.map { probabilities[$0] } ?? .nan }

  /// Whether the guess is the label; nil where nobody knows the label.
  public var isRight: Bool? { label.map { $0 == guess && guessIndex != nil } }

  private var guessIndex: Int? {
    probabilities.indices.filter { probabilities[$0].isFinite }
      .max { probabilities[$0] < probabilities[$1] }
  }
}

extension ClassifiedPicture {
  /// One bar of a chart of probabilities.
  struct Bar {
    let name: String
    /// From 0 to 1.
    let probability: Double
    let isGuess: Bool
    let isLabel: Bool
  }

  /// The ten most probable classes, in the order of the classes.
  var bars: [Bar] {
    let shares = probabilities.map { $0.isNaN ? 0 : min(max($0, 0), 1) }
    return shares.indices
      .sorted { (shares[$1], $0) < (shares[$0], $1) }.prefix(10).sorted()
      .map {
        Bar(
          name: classNames[$0], probability: shares[$0], isGuess: $0 == guessIndex,
          isLabel: classNames[$0] == label)
      }
  }
}
