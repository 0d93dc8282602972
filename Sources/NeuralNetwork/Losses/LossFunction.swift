/// What one sample contributes to the loss, with its slopes: what a loss of your own conforms to.
///
///     struct Squared: LossFunction {
///       func measure(
///         _ outputs: UnsafeBufferPointer<Float>, target: Target,
///         gradient: UnsafeMutableBufferPointer<Float>
///       ) -> Double {
///         var sum = 0.0
///         for i in outputs.indices {
///           gradient[i] = 2 * (outputs[i] - target[i])
///           sum += Double((outputs[i] - target[i]) * (outputs[i] - target[i]))
///         }
///         return sum
///       }
///     }
///     model.compile(optimizer: Adam(), loss: Loss(Squared()))
public protocol LossFunction: Codable, Sendable {
  /// The loss of one sample; leaves its derivative by each output in `gradient`.
  ///
  /// The mean over samples, and samples' weights, are not its concern.
  func measure(
    _ outputs: UnsafeBufferPointer<Float>, target: Target,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double

  /// What makes probabilities of the outputs: softmax or sigmoid of logits, linear where they are
  /// probabilities already.
  ///
  /// Metrics and predictions use it. Linear unless said otherwise.
  var probabilityActivation: ActivationFunction { get }

  /// There must be an output for each class: one yes-or-no output will not do.
  ///
  /// False unless said otherwise.
  var needsOutputPerClass: Bool { get }
}

extension LossFunction {
  /// One output may answer whether a sample is of class 1.
  public var needsOutputPerClass: Bool { false }
  /// The outputs are probabilities.
  public var probabilityActivation: ActivationFunction { .linear }
}

/// What one sample's outputs should have been.
///
/// As a vector it is 1 at the label and 0 elsewhere ("one hot"), as Keras' categorical losses want
/// it; where there is one output, it is the label itself, 0 or 1.
public struct Target: Sendable {
  /// The class.
  public let label: Int
  /// Number of outputs.
  public let count: Int
  /// Share of each target that is spread evenly over all.
  private let smoothing: Float
  private let even: Float

  /// The target of a label, for so many outputs.
  public init(label: Int, count: Int) {
    self.init(label: label, count: count, smoothing: 0, even: 0)
  }

  private init(label: Int, count: Int, smoothing: Float, even: Float) {
    self.label = label
    self.count = count
    self.smoothing = smoothing
    self.even = even
  }

  /// What an output should have been.
  @inline(__always)
  public subscript(output: Int) -> Float {
    let sharp: Float = count == 1 ? Float(label) : output == label ? 1 : 0
    return sharp * (1 - smoothing) + smoothing * even
  }

  /// Yes is the right answer for an output.
  func isTrue(_ output: Int) -> Bool { count == 1 ? label == 1 : output == label }

  /// `target · (1 − amount) + amount · even`: Szegedy et al., arXiv 1512.00567.
  ///
  /// `even` is a target that says nothing: 1 / classes, or 1/2 for each of several yes-or-no
  /// questions.
  public func smoothed(_ amount: Float, towards even: Float) -> Target {
    Target(label: label, count: count, smoothing: amount, even: even)
  }
}
