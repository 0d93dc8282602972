internal import Kernels

/// What a network says about samples: one row of outputs for each.
public struct Predictions: Sendable, Equatable {
  /// All rows, one after the other: `[count, classes]`.
  public let values: [Float]
  /// Outputs a sample.
  public let classCount: Int
  /// What makes probabilities of the outputs; linear if they are probabilities.
  let probabilityActivation: ActivationFunction
  /// The outputs are logits; otherwise they are probabilities.
  public var areLogits: Bool { probabilityActivation != .linear }

  /// Number of samples.
  public var count: Int { values.count / classCount }

  /// The outputs for one sample.
  public subscript(sample: Int) -> [Float] {
    Array(values[sample * classCount..<(sample + 1) * classCount])
  }

  /// The class with the largest output for each sample; the first among equals.
  ///
  /// Of a network with one output, 1 where its probability is above 1/2.
  public var predictedClasses: [Int] {
    let values = classCount == 1 ? probabilities.values : values
    return values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return [] }
      return (0..<count).map { classOfOutputs(base + $0 * classCount, count: classCount) }
    }
  }

  func divided(by temperature: Float) -> Predictions {
    Predictions(
      values: values.map { $0 / temperature }, classCount: classCount,
      probabilityActivation: probabilityActivation)
  }

  /// The same predictions as probabilities: softmax or sigmoid of logits, and probabilities as they
  /// are.
  public var probabilities: Predictions {
    guard areLogits else { return self }
    var values = values
    values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      probabilityActivation.apply(to: base, rows: count, columns: classCount)
    }
    return Predictions(values: values, classCount: classCount, probabilityActivation: .linear)
  }
}
