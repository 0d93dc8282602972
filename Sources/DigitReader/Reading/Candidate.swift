private import Foundation
internal import NeuralNetwork

/// A region, what the network sees of it, and what it says.
struct Candidate: Sendable {
  let region: Region
  let picture: [UInt8]
  let answer: DigitClassifier.Answer
  /// Mean difference from the paper, in grey levels.
  let strength: Double
  /// How much the picture speaks for a digit: the logarithm of how many times more often digits look
  /// so familiar than letters do.
  let evidence: Double

  var box: Box { region.box }

  /// How sure it is a digit, and which, with nothing known of its neighbours.
  var sureness: Double { answer.confidence * Self.probability(evidence + Self.benefit) }

  /// It tells what the page's digits are like.
  var isSure: Bool { sureness > 0.8 }

  /// The doubt whose benefit a mark gets on a page of which nothing is known: people show digits.
  static let benefit = 2.5

  static func probability(_ logOdds: Double) -> Double { 1 / (1 + exp(-logOdds)) }
}

/// Looks at regions.
struct Examiner {
  let ink: Ink
  let classifier: DigitClassifier

  /// Where digits and letters are equally frequent, and how fast the odds change there, with 0 for the
  /// least familiarity and 1 for the usual one of digits.
  ///
  /// On this scale networks agree, in logits they do not. Measured on digits by unseen writers, and on
  /// letters in handwriting typefaces.
  private static let equalFamiliarity = 0.38
  /// Of the letters that look familiar at all, half look like a 4, a fourth like an 8: y, u, B and others.
  private static let equalFamiliarityOf = [4: 0.77, 8: 0.68]
  private static let slope = 7.6
  /// What lies between the two in a network whose calibration does not tell, in logits.
  private static let usualSpan = 12.0
  private static let strongest = -4.0...5.0
  /// A mere stroke looks like a 1, whatever it is.
  private static let strongestOfStroke = 0.5
  /// All the more where the picture's edge cuts it.
  private static let strongestOfCutStroke = -3.0

  /// What the network says of each region.
  ///
  /// - Parameters:
  ///   - regions: Where to look.
  ///   - tilt: How the page is turned and the hand leans, which is undone.
  func candidates(of regions: [Region], tilt: Tilt = .none) throws(ModelError) -> [Candidate] {
    let prepared = regions.map { (region: $0, picture: $0.picture(from: ink, tilt: tilt)) }
    let answers = try classifier.classify(prepared.map(\.picture))
    let least = classifier.calibration.leastFamiliarity ?? 0
    let span = classifier.calibration.usualFamiliarity.map { $0 - least } ?? Self.usualSpan
    return zip(prepared, answers).map { prepared, answer in
      let equal = Self.equalFamiliarityOf[answer.label] ?? Self.equalFamiliarity
      let evidence = Self.slope * ((answer.familiarity - least) / span - equal)
      let most =
        answer.label != 1
        ? Self.strongest.upperBound
        : !ink.isFlat && isCut(prepared.region.box)
          ? Self.strongestOfCutStroke : Self.strongestOfStroke
      return Candidate(
        region: prepared.region, picture: prepared.picture, answer: answer,
        strength: prepared.region.meanStrength(in: ink),
        evidence: answer.hasInkOfDigit
          ? min(max(evidence, Self.strongest.lowerBound), most) : Self.strongest.lowerBound)
    }
  }

  /// The box ends at an edge of the picture, but does not fill the picture from edge to edge.
  private func isCut(_ box: Box) -> Bool {
    let (left, right) = (box.x == 0, box.right == ink.mask.width)
    let (top, bottom) = (box.y == 0, box.bottom == ink.mask.height)
    return left != right || top != bottom
  }
}
