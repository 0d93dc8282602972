/// `y = (x − mean) / max(√variance, 1e-7)`, channel by channel, with statistics of the training data.
///
///     Normalization(adaptedTo: mnist.train)
///
/// Keras' `Normalization` with `axis=-1`, whose statistics `adapt` sets; here they are known when
/// the layer is made. One number for all channels is allowed, too.
public struct Normalization: Layer, Equatable {
  /// Mean of each value of the last axis, or one for all.
  public var mean: [Float]
  /// Variance of each value of the last axis, or one for all.
  public var variance: [Float]

  /// A normalisation with known statistics.
  public init(mean: [Float], variance: [Float]) {
    self.mean = mean
    self.variance = variance
  }

  /// A normalisation with the statistics of a data set, over all axes but the last.
  public init(adaptedTo data: Dataset) {
    let channels = data.shape.axes.last ?? 1
    var (sums, squares) = (
      [Double](repeating: 0, count: channels), [Double](repeating: 0, count: channels)
    )
    data.forEachSample { values in
      for (i, value) in values.enumerated() {
        sums[i % channels] += Double(value)
        squares[i % channels] += Double(value) * Double(value)
      }
    }
    let count = Double(max(1, data.count * data.shape.elementCount / channels))
    mean = sums.map { Float($0 / count) }
    variance = zip(sums, squares).map { sum, square in
      Float(max(0, square / count - (sum / count) * (sum / count)))
    }
  }

  /// The input's shape.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    let channels = input.axes.last ?? 1
    guard [1, channels].contains(mean.count), mean.count == variance.count,
      variance.allSatisfy({ $0 >= 0 })
    else {
      throw .invalidLayer(
        kind,
        "needs one mean and one variance, or \(channels) of each, none negative; "
          + "received \(mean.count) and \(variance.count)")
    }
    return input
  }

  /// One subtraction and one multiplication a value.
  public func operation(_ place: Placement) -> any Operation {
    let channels = place.inputShape.axes.last ?? 1
    let (means, variances) = (mean, variance)
    let mean: [Float] = (0..<channels).map { means[$0 % means.count] }
    let factor: [Float] = (0..<channels).map {
      1 / max(variances[$0 % variances.count].squareRoot(), 1e-7)
    }
    let rows = place.inputShape.elementCount / channels
    return StatelessOperation(place) { pass, x, y in
      for row in 0..<pass.count * rows {
        for c in 0..<channels {
          y[row * channels + c] = (x[row * channels + c] - mean[c]) * factor[c]
        }
      }
    } backward: { pass, dy, dx in
      for row in 0..<pass.count * rows {
        for c in 0..<channels { dx[row * channels + c] = dy[row * channels + c] * factor[c] }
      }
    }
  }
}
