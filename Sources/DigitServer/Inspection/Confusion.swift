internal import NeuralNetwork

/// Which digits were taken for which: the answer to `GET /v1/models/NAME/confusion`.
struct Confusion: Encodable, Equatable, Sendable {
  /// Digits asked about, and those that were taken for what they are.
  let count, correct: Int
  /// The share of the latter.
  let accuracy: Double
  /// How many of each label, row by row, were taken for each digit.
  let matrix: [[Int]]

  /// The confusion in answers about digits.
  init(_ answers: [TestReport.Answer]) {
    let confusion = ConfusionMatrix(
      labels: answers.map(\.label), predictions: answers.map(\.guess), classes: 10)
    count = answers.count
    correct = answers.count(where: \.isRight)
    accuracy = confusion.accuracy
    matrix = confusion.counts
  }
}
