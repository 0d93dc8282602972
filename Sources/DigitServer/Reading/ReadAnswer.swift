internal import DigitReader
internal import Foundation
internal import Images

/// What was read in a picture, as `digits read --json` says it; with what the network saw, if asked for.
struct ReadAnswer: Encodable {
  let page: Page
  let isDetailed: Bool

  private enum CodingKeys: CodingKey {
    case digits
  }

  func encode(to encoder: any Encoder) throws {
    try page.encode(to: encoder)
    guard isDetailed else { return }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(page.digits.map(DetailedDigit.init), forKey: .digits)
  }

  /// A digit with the picture that the network saw, and the probability of each digit.
  private struct DetailedDigit: Encodable {
    let digit: Page.Digit

    private enum CodingKeys: CodingKey {
      case picture, probabilities
    }

    func encode(to encoder: any Encoder) throws {
      try digit.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(Data(digit.picture), forKey: .picture)
      try container.encode(digit.probabilities, forKey: .probabilities)
    }
  }
}
