internal import Kernels

/// Adds normal noise while training.
///
///     y = x + stddev · ε,  ε normal with mean 0 and deviation 1      training
///     y = x                                                          inference
///
/// The noise is a function of the seed, the layer, the epoch and the sample's place in it, as the
/// mask of ``Dropout``. Keras' `GaussianNoise`.
public struct GaussianNoise: Layer, Equatable {
  /// Standard deviation of the noise.
  public var stddev: Float

  /// Noise of the given deviation.
  public init(stddev: Float) { self.stddev = stddev }

  /// The input's shape.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    guard stddev >= 0, stddev.isFinite else {
      throw .invalidLayer(kind, "needs a `stddev` that is not negative; received \(stddev)")
    }
    return input
  }

  /// Outside of training values stay as they are.
  public var lastActivation: ActivationFunction? { nil }

  /// A normal number for every value; the gradient passes as it is.
  public func operation(_ place: Placement) -> any Operation {
    let (stddev, count) = (stddev, place.inputShape.elementCount)
    let random = place.context.streams.next(.noise)
    let words = place.context.arena.allocate(
      place.context.isTraining ? (count + 3) / 4 * 4 : 0, of: UInt32.self)
    return StatelessOperation.whileTraining(place) { pass, x, y in
      for sample in 0..<pass.count {
        let (x, y) = (x + sample * count, y + sample * count)
        random.fillNormals(
          y, count: count, sample: pass.firstSample + sample, time: pass.epoch, words: words)
        for i in 0..<count { y[i] = x[i] + stddev * y[i] }
      }
    } backward: { pass, dy, dx in
      dx.update(from: dy, count: pass.count * count)
    }
  }
}
