internal import Foundation
internal import NeuralNetwork

/// What two networks say of the same digits: the answer to `GET /v1/compare`.
struct Comparison: Encodable, Equatable, Sendable {
  /// Digits that both were asked about.
  let count: Int
  /// How many of them which network took for what they are.
  let bothRight, onlyFirst, onlySecond, bothWrong: Int
  /// The share that the first and the second took for what they are.
  let accuracies: [Double]
  /// Digits that they disagree about, those where both are surest first; at most
  /// ``mostDifferences``.
  let differences: [Difference]

  /// A digit that two networks disagree about.
  struct Difference: Encodable, Equatable, Sendable {
    /// Its place in the test set, and what it is.
    let index, label: Int
    /// What the first and the second took it for.
    let guesses: [Int]
    /// The probability that each gave its guess.
    let confidences: [Double]
    /// Its pixels.
    let picture: Data
  }

  /// The most pictures in one answer.
  static let mostDifferences = 60

  private enum CodingKeys: String, CodingKey {
    case count
    case bothRight = "both_right"
    case onlyFirst = "only_first"
    case onlySecond = "only_second"
    case bothWrong = "both_wrong"
    case accuracies, differences
  }
}

extension Comparison {
  /// Compares what two networks said.
  ///
  /// - Throws: `ModelError.invalidArgument` if it was not about the same digits.
  init(_ first: TestReport, _ second: TestReport) throws(ModelError) {
    let (one, other) = (first.answers, second.answers)
    guard one.map(\.label) == other.map(\.label) else {
      throw .invalidArgument(
        "Expected two reports on the same digits; received reports on \(one.count) and "
          + "\(other.count).")
    }
    count = one.count
    let areRight = zip(one, other).map { ($0.isRight, $1.isRight) }
    bothRight = areRight.count { $0 && $1 }
    onlyFirst = areRight.count { $0 && !$1 }
    onlySecond = areRight.count { !$0 && $1 }
    bothWrong = areRight.count { !$0 && !$1 }
    accuracies = [first.confusion.accuracy, second.confusion.accuracy]
    func sureness(_ index: Int) -> Double { min(one[index].confidence, other[index].confidence) }
    differences = one.indices.filter { one[$0].guess != other[$0].guess }
      .sorted { (sureness($0), $1) > (sureness($1), $0) }
      .prefix(Self.mostDifferences)
      .map { index in
        Difference(
          index: index, label: one[index].label, guesses: [one[index].guess, other[index].guess],
          confidences: [one[index].confidence, other[index].confidence],
          picture: first.picture(at: index))
      }
  }
}
