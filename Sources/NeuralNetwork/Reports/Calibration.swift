/// Whether a network is right as often as it says it is: Guo et al., arXiv 1706.04599.
///
/// A sample's confidence is its largest probability. Samples are sorted into bins of equal width by
/// confidence; bin `m` of `M` holds those in `((m − 1) / M, m / M]`.
public struct Calibration: Sendable, Equatable {
  /// The samples of one range of confidence.
  public struct Bin: Sendable, Equatable {
    /// Number of samples.
    public internal(set) var count = 0
    /// Their mean confidence, and the share of them that were right; 0 if there are none.
    public internal(set) var confidence = 0.0, accuracy = 0.0
  }

  /// From the least sure to the surest.
  public let bins: [Bin]

  /// The calibration of samples' confidences, from 0 to 1, and whether each was right.
  public init(confidences: [Double], areRight: [Bool], binCount: Int = 15) {
    let binCount = max(1, binCount)
    var bins = [Bin](repeating: Bin(), count: binCount)
    for (confidence, isRight) in zip(confidences, areRight) where !confidence.isNaN {
      let place = (confidence * Double(binCount)).rounded(.up) - 1
      let index = Int(min(max(place, 0), Double(binCount - 1)))
      bins[index].count += 1
      bins[index].confidence += confidence
      bins[index].accuracy += isRight ? 1 : 0
    }
    self.bins = bins.map { bin in
      let count = Double(max(1, bin.count))
      return Bin(
        count: bin.count, confidence: bin.confidence / count, accuracy: bin.accuracy / count)
    }
  }

  /// Mean distance of accuracy and confidence over the samples: `Σ |B_m| / n · |acc − conf|`.
  public var expectedError: Double {
    let total = bins.reduce(0) { $0 + $1.count }
    return bins.reduce(0) {
      $0 + Double($1.count) * abs($1.accuracy - $1.confidence) / Double(max(1, total))
    }
  }

  /// The largest distance in any bin.
  public var maximumError: Double { bins.map { abs($0.accuracy - $0.confidence) }.max() ?? 0 }
}

extension Predictions {
  /// Whether these predictions are right as often as they say they are.
  ///
  /// - Parameters:
  ///   - data: The samples with their labels.
  ///   - binCount: Ranges of confidence.
  ///   - temperature: What logits are divided by first: Guo et al., arXiv 1706.04599.
  public func calibration(
    against data: Dataset, binCount: Int = 15, temperature: Float = 1
  ) -> Calibration {
    let probabilities = (areLogits ? divided(by: temperature) : self).probabilities
    let confidences = (0..<count).map { sample in
      let row = probabilities[sample]
      // One output says how sure it is of class 1.
      return Double(row.count == 1 ? max(row[0], 1 - row[0]) : row.max() ?? 0)
    }
    return Calibration(
      confidences: confidences, areRight: zip(predictedClasses, data.labels).map { $0 == $1 },
      binCount: binCount)
  }
}
