import Testing

@testable import NeuralNetwork

/// How far values may be from the wanted ones, as a share of the largest wanted value.
///
/// `Reference/README.md` tells how far Keras in float32 is from itself in float64; these are two to four times that.
struct Tolerance: Sendable {
  let name: String
  let share: Double

  /// Every bit.
  static let exact = Tolerance(name: "exact", share: 0)
  /// One layer, loss or optimizer: Keras itself needs 4.0e-7.
  static let layer = Tolerance(name: "layer", share: 1e-6)
  /// Gradients through softmax, where probabilities near 1 cancel: Keras itself needs 1.4e-6.
  static let softmaxGradient = Tolerance(name: "softmaxGradient", share: 4e-6)
  /// Gradients of parameters whose effect a later batch normalization takes out again.
  ///
  /// What is left is small beside what it is the sum of, so that the order of the sum tells: between 1.6e-6
  /// and 4.4e-6 is reached, by the processor's vectors.
  static let cancelling = Tolerance(name: "cancelling", share: 1e-5)
  /// Convolutions by Winograd's method, which multiplies by up to 8 before things cancel: 1.9e-6 is reached.
  static let winograd = Tolerance(name: "winograd", share: 4e-6)
  /// Pictures read between pixels: a place up to 16 pixels away is rounded to 1e-6 of a pixel.
  ///
  /// Keras itself needs 6.2e-7.
  static let resampling = Tolerance(name: "resampling", share: 2e-6)
  /// Some twenty steps of training: Keras itself needs 2.3e-6.
  static let training = Tolerance(name: "training", share: 1e-5)

  /// What is wrong with a tensor, or nil.
  ///
  /// Shape and count come first: values of another shape say nothing.
  func complaint(about actual: Tensor, wanted: Tensor, _ what: String) -> String? {
    guard actual.shape == wanted.shape else {
      return "\(what): expected shape \(wanted.shape), received \(actual.shape)"
    }
    guard actual.values.count == wanted.values.count else {
      return "\(what): expected \(wanted.values.count) values, received \(actual.values.count)"
    }
    let largest = wanted.values.reduce(0) { max($0, abs(Double($1))) }
    let allowed = largest * share
    let distances = zip(actual.values, wanted.values).map { actual, wanted in
      let distance = abs(Double(actual) - Double(wanted))
      return distance.isNaN ? .infinity : distance
    }
    guard let worst = distances.indices.max(by: { distances[$0] < distances[$1] }),
      distances[worst] > allowed
    else { return nil }
    return """
      \(what): value \(worst) of \(distances.count) is \(actual.values[worst]), expected \
      \(wanted.values[worst]); off by \(distances[worst]), allowed \(allowed) (\(name), \(share) \
      of \(largest)); \(distances.count { $0 > allowed }) values are off
      """
  }
}

/// Records an issue unless shape, count and all values agree.
func expect(
  _ actual: Tensor, equals wanted: Tensor, within tolerance: Tolerance, _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  if let complaint = tolerance.complaint(about: actual, wanted: wanted, what) {
    Issue.record(Comment(rawValue: complaint), sourceLocation: sourceLocation)
  }
}
