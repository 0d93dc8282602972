/// What a reader found in a picture.
///
///     print(page.text)                     // lines as a person would read them
///     for digit in page.digits where digit.isSure { print(digit.label, digit.box) }
public struct Page: Hashable, Sendable, Codable {
  /// Pixels in a row, and in a column.
  public let width, height: Int
  /// In reading order: lines from the top, each from the left.
  public let digits: [Digit]
  /// Lines joined by line breaks, words by spaces, "?" for digits that nobody should rely on.
  public let text: String
  /// Ink that is no digit, and why: the largest, ``mostDropped`` of them.
  public let dropped: [Dropped]

  /// No more ink than this is listed that is no digit: a texture has millions of specks.
  public static let mostDropped = 500

  /// One digit.
  public struct Digit: Hashable, Sendable, Codable {
    /// The digit that it is most like.
    public let label: Int
    /// Probability that it is a digit, and this one.
    public let confidence: Double
    /// Where its ink is.
    public let box: Box
    /// Its line, from 0 at the top.
    public let line: Int
    /// Its word in the line, from 0 at the left.
    public let word: Int
    /// The two next best.
    public let alternatives: [Alternative]
    /// The 28 × 28 bytes that the network saw, row by row, 0 for paper; not written into JSON, and
    /// empty in a page from there.
    public private(set) var picture: [UInt8] = []
    /// Probability that it is a digit, and each one; as little written as the picture.
    public private(set) var probabilities: [Double] = []

    private enum CodingKeys: String, CodingKey {
      case label, confidence, box, line, word, alternatives
    }

    /// The confidence from where on a digit is sure.
    public static let sure = 0.5
    /// It may be relied on.
    public var isSure: Bool { confidence >= Self.sure }
  }

  /// Another digit that it may be.
  public struct Alternative: Hashable, Sendable, Codable {
    /// Which.
    public let label: Int
    /// Probability that it is a digit, and this one.
    public let confidence: Double
  }

  /// Ink that is no digit.
  public struct Dropped: Hashable, Sendable, Codable {
    /// Where.
    public let box: Box
    /// Why.
    public let reason: Reason
  }

  /// Why ink is no digit.
  public enum Reason: String, Hashable, Sendable, Codable {
    /// Too small: dust.
    case speck
    /// Long and thin: printed lines.
    case line
    /// Much fainter than the rest: the other side of the paper.
    case faint
    /// At the picture's edge: the end of the paper.
    case border
    /// Much larger or smaller than the digits.
    case size
    /// Like no digit.
    case shape
  }
}

extension Page.Digit {
  init(_ candidate: Candidate, probability: Double, line: Int, word: Int, factor: Int) {
    let answer = candidate.answer
    label = answer.label
    confidence = answer.confidence * probability
    box = candidate.box.scaled(by: factor)
    self.line = line
    self.word = word
    probabilities = answer.probabilities.map { $0 * probability }
    let order = answer.probabilities.indices.sorted {
      answer.probabilities[$0] > answer.probabilities[$1]
    }
    alternatives = order.dropFirst().prefix(2).map {
      .init(label: $0, confidence: answer.probabilities[$0] * probability)
    }
    picture = candidate.picture
  }
}
