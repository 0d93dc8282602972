private import Foundation
public import NeuralNetwork

extension DigitClassifier.Calibration {
  /// The calibration that suits a network, from digits that it did not learn from.
  ///
  /// The temperature is the one with the least mean `−log p[label]`; digits begin where the given
  /// share of them would be turned away, and the usual familiarity is their median.
  ///
  /// - Parameters:
  ///   - model: The network.
  ///   - digits: What to measure on.
  ///   - falseRejects: The share of them that may be turned away, 0 to 1.
  /// - Throws: `ModelError` if the digits do not fit the network, there are none, or the network's
  ///   answers are no numbers.
  public init(
    of model: Sequential, on digits: Dataset, falseRejects: Double = 0.005
  ) throws(ModelError) {
    guard digits.count > 0 else { throw .noSamples("calibration") }
    guard digits.classes <= 10, (0...1).contains(falseRejects) else {
      throw .invalidArgument(
        "Expected digits of at most 10 classes and a share of false rejects from 0 to 1; "
          + "received \(digits.classes) and \(falseRejects).")
    }
    let answers = try DigitClassifier(model, calibration: .init()).classify(digits)
    let familiarities = answers.map(\.familiarity).sorted()
    let place = Int(falseRejects * Double(familiarities.count))
    let least = familiarities[min(place, familiarities.count - 1)]
    let usual = familiarities[familiarities.count / 2]
    guard familiarities.allSatisfy(\.isFinite) else {
      throw .invalidArgument(
        "Expected a network that answers with numbers; received one whose training diverged. "
          + "Train it again with a smaller learning rate.")
    }
    // Probabilities to the power of 1/T, made to sum to 1 again, are what the temperature T makes.
    let logits = answers.map { $0.probabilities.map { log(max($0, .leastNormalMagnitude)) } }
    func loss(_ temperature: Double) -> Double {
      zip(logits, digits.labels).reduce(0) { sum, sample in
        let scaled = sample.0.map { $0 / temperature }
        let largest = scaled.max() ?? 0
        return sum + largest + log(scaled.reduce(0) { $0 + exp($1 - largest) }) - scaled[sample.1]
      }
    }
    self.init(
      temperature: Self.leastPoint(of: loss, in: Self.temperatures), leastFamiliarity: least,
      usualFamiliarity: usual > least ? usual : nil)
  }

  /// Where a function with one valley is least, on a logarithmic scale: golden section search.
  private static func leastPoint(
    of function: (Double) -> Double, in range: ClosedRange<Double>
  ) -> Double {
    let ratio = (5.0.squareRoot() - 1) / 2
    var (low, high) = (log(range.lowerBound), log(range.upperBound))
    for _ in 0..<40 {
      let step = (high - low) * ratio
      if function(exp(high - step)) < function(exp(low + step)) {
        high = low + step
      } else {
        low = high - step
      }
    }
    return min(max(exp((low + high) / 2), range.lowerBound), range.upperBound)
  }
}
