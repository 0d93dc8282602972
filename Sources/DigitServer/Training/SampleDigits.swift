internal import Foundation
internal import NeuralNetwork
internal import Runs

/// Twenty digits on which one sees a network learn: two of each class, none of which it learns from.
struct SampleDigits: Sendable {
  /// Positions among the test digits, in the order of their classes.
  let positions: [Int]
  /// The digits.
  let digits: Dataset

  /// Of MNIST's test digits a plain one of each class, and a hard one: `dense` takes the hard ones for
  /// others after its first epoch, and four of them, the 4, 6, 7 and 8, even after its last.
  static let mnist = [
    3, 717, 2, 1868, 1, 924, 18, 1128, 4, 247, 15, 8, 11, 445, 0, 1226, 61, 582, 7, 1192,
  ]

  /// The samples among test digits: of a data set that is not MNIST the first two of each class.
  init(_ test: Dataset, of choice: DatasetChoice) {
    positions = choice == .mnist ? Self.mnist : Self.firstOfEach(test)
    digits = test.selecting(positions)
  }

  private static func firstOfEach(_ test: Dataset) -> [Int] {
    let labels = test.labels
    return (0..<10).flatMap { label in
      labels.indices.lazy.filter { labels[$0] == label }.prefix(2)
    }
  }

  /// The samples, to show them: `GET /v1/training/samples`.
  var list: List {
    List(
      samples: positions.indices.map {
        Sample(
          index: positions[$0], label: digits.label(at: $0),
          picture: Data(digits.bytes(at: $0) ?? []))
      })
  }

  /// All of them.
  struct List: Sendable, Equatable, Encodable {
    let samples: [Sample]
  }

  /// One of them.
  struct Sample: Sendable, Equatable, Encodable {
    /// Position among the test digits.
    let index: Int
    let label: Int
    /// 28 × 28 bytes, 0 paper and 255 ink, in Base64.
    let picture: Data
  }

  /// What a network takes them for.
  ///
  /// - Throws: `ModelError` if it cannot be asked.
  func guesses(
    of model: Sequential, at epochFraction: Double
  ) throws(ModelError) -> TrainingEvent.Guesses {
    let predictions = try Predictor(model, threads: 1, callers: 1).predict(digits)
    let (labels, probabilities) = (predictions.predictedClasses, predictions.probabilities)
    let guesses = labels.enumerated().map { sample, label in
      let confidence = Double(probabilities[sample][label])
      return Guess(label: label, confidence: confidence.isFinite ? confidence : 0)
    }
    let correct = zip(labels, digits.labels).count { $0 == $1 }
    return .init(epochFraction: epochFraction, guesses: guesses, correct: correct)
  }
}
