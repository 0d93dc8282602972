import DigitReader
import Foundation
import MNIST
import NeuralNetwork

/// How well a classifier tells digits from what is none.
struct StrangerReport: Encodable {
  /// Pictures of one kind.
  struct Kind: Encodable {
    let name: String
    let count: Int
    /// Share that is called a digit.
    let accepted: Double
    /// Probability that a random digit is more familiar than a random picture of this kind: the area
    /// under the ROC curve.
    let auroc: Double
  }

  /// Share of digits that are called none.
  let falseRejects: Double
  /// Accuracy on the digits that are called one.
  let acceptedAccuracy: Double
  let kinds: [Kind]

  /// - Parameter files: IDX files of pictures that are no digits.
  init(_ classifier: DigitClassifier, digits: Dataset, strangers files: [String]) throws {
    let answers = try classifier.classify(digits)
    let accepted = zip(answers, digits.labels).filter { $0.0.digit != nil }
    falseRejects = 1 - Double(accepted.count) / Double(max(1, answers.count))
    acceptedAccuracy =
      Double(accepted.count { $0.0.digit == $0.1 }) / Double(max(1, accepted.count))
    let familiar = answers.map(\.familiarity).sorted()
    kinds = try files.map { file in
      let strangers = try classifier.classify(MNIST.pictures(contentsOf: file))
      return Kind(
        name: URL(fileURLWithPath: file).lastPathComponent, count: strangers.count,
        accepted: Double(strangers.count { $0.digit != nil }) / Double(max(1, strangers.count)),
        auroc: Self.auroc(familiar, strangers.map(\.familiarity)))
    }
  }

  /// - Parameter positives: In rising order.
  private static func auroc(_ positives: [Double], _ negatives: [Double]) -> Double {
    /// How many positives lie below a value.
    func count(where isBelow: (Double) -> Bool) -> Int {
      var (low, high) = (0, positives.count)
      while low < high {
        let middle = (low + high) / 2
        if isBelow(positives[middle]) { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let wins = negatives.reduce(0.0) { sum, value in
      let (below, upTo) = (count { $0 < value }, count { $0 <= value })
      return sum + Double(positives.count - upTo) + Double(upTo - below) / 2
    }
    return wins / Double(max(1, positives.count * negatives.count))
  }

  var text: String {
    let lines = kinds.map {
      "\($0.name): \(percent($0.accepted)) of \($0.count) taken for a digit, "
        + String(format: "AUROC %.4f", $0.auroc)
    }
    return
      ([
        "Digits taken for none: \(percent(falseRejects)); of the others "
          + "\(percent(acceptedAccuracy)) right."
      ] + lines).joined(separator: "\n")
  }
}
