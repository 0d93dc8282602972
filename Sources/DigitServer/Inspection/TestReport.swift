internal import DigitReader
internal import Foundation
internal import NeuralNetwork

/// What a network says of every digit of a test set, kept for all questions about it.
///
/// Asking the network takes a second or more; everything here is then looked up.
struct TestReport: Sendable {
  /// What was said, in the order of the test set.
  let answers: [Answer]
  /// Which digits were taken for which.
  let confusion: Confusion
  /// The digits.
  private let data: Dataset

  /// What was said of one digit.
  struct Answer: Hashable, Sendable {
    /// What it is, and what it was taken for.
    let label, guess: Int
    /// Probability of the guess.
    let confidence: Double

    /// The guess is right.
    var isRight: Bool { label == guess }
  }

  /// Asks a network about every digit, on all its threads.
  ///
  /// - Throws: `ModelError` if the digits do not fit the network.
  init(of classifier: DigitClassifier, on data: Dataset) throws(ModelError) {
    let answers = try classifier.classify(data)
    self.init(
      zip(data.labels, answers).map { label, answer in
        Answer(label: label, guess: answer.label, confidence: answer.confidence.finiteOrZero)
      }, on: data)
  }

  /// - Parameters:
  ///   - answers: One for each digit.
  ///   - data: The digits.
  init(_ answers: [Answer], on data: Dataset) {
    self.answers = answers
    self.data = data
    confusion = Confusion(answers)
  }

  /// The digits of a label that were taken for a guess, the most confident first.
  ///
  /// Without a label, of any; without a guess, taken for any other. If label and guess are the same,
  /// these are the digits that were taken for what they are.
  ///
  /// - Parameters:
  ///   - label: What they are.
  ///   - guess: What they were taken for.
  ///   - offset: How many to leave out first.
  ///   - count: How many to give then, at most ``mostAtOnce``.
  func mistakes(label: Int? = nil, guess: Int? = nil, offset: Int, count: Int) -> Mistakes {
    let areRight = label != nil && label == guess
    let found = answers.indices.filter { index in
      let answer = answers[index]
      return answer.isRight == areRight && label ?? answer.label == answer.label
        && guess ?? answer.guess == answer.guess
    }.sorted { (answers[$0].confidence, $1) > (answers[$1].confidence, $0) }
    let page = found.dropFirst(max(0, offset)).prefix(min(max(0, count), Self.mostAtOnce))
    return Mistakes(
      total: found.count,
      mistakes: page.map { index in
        let answer = answers[index]
        return Mistakes.Mistake(
          index: index, label: answer.label, guess: answer.guess, confidence: answer.confidence,
          picture: data.picture(at: index))
      })
  }

  /// The most pictures in one answer: 0.2 MB of them.
  static let mostAtOnce = 200

  /// The picture of a digit.
  func picture(at index: Int) -> Data { data.picture(at: index) }
}

extension Double {
  /// What JSON can hold: a network whose numbers are no longer finite is sure of nothing.
  var finiteOrZero: Double { isFinite ? self : 0 }
}

/// Some digits, and what they were taken for: the answer to `GET /v1/models/NAME/mistakes`.
struct Mistakes: Encodable, Equatable, Sendable {
  /// How many there are in all.
  let total: Int
  /// Those asked for.
  let mistakes: [Mistake]

  /// One digit, and what it was taken for.
  struct Mistake: Encodable, Equatable, Sendable {
    /// Its place in the test set, what it is, and what it was taken for.
    let index, label, guess: Int
    /// Probability of the guess.
    let confidence: Double
    /// Its pixels.
    let picture: Data
  }
}
