internal import Kernels

/// Brings every channel to mean 0 and variance 1 over the batch, then scales and shifts it by
/// learnt amounts.
///
///     y = gamma · (x − mean) / √(variance + epsilon) + beta
///
/// | variable          | shape        | starts at | learnt |
/// |-------------------|--------------|-----------|--------|
/// | `gamma`           | `[channels]` | 1         | yes    |
/// | `beta`            | `[channels]` | 0         | yes    |
/// | `moving_mean`     | `[channels]` | 0         | no     |
/// | `moving_variance` | `[channels]` | 1         | no     |
///
/// In training, mean and variance (divided by the count, not the count less one) are those of the
/// whole batch, over all axes but the last, also when several workers share it; the moving ones
/// follow as `moving · momentum + batch · (1 − momentum)`. In inference the moving ones are used.
/// Names and defaults are those of Keras' `BatchNormalization`; Ioffe and Szegedy, arXiv
/// 1502.03167.
public struct BatchNormalization: Layer, Equatable {
  /// How much of the moving statistics a batch leaves standing.
  public var momentum: Float
  /// Added to the variance.
  public var epsilon: Float
  /// There is a `beta`.
  public var center: Bool
  /// There is a `gamma`.
  public var scale: Bool

  /// A normalisation of the last axis.
  public init(
    momentum: Float = 0.99, epsilon: Float = 0.001, center: Bool = true, scale: Bool = true
  ) {
    self.momentum = momentum
    self.epsilon = epsilon
    self.center = center
    self.scale = scale
  }

  /// The input's shape.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    guard input.rank > 0 else {
      throw .invalidLayer(kind, "needs an input with at least one axis; received \(input)")
    }
    guard momentum >= 0, momentum <= 1, epsilon > 0 else {
      throw .invalidLayer(
        kind,
        "needs a `momentum` from 0 to 1 and a positive `epsilon`; "
          + "received \(momentum) and \(epsilon)"
      )
    }
    return input
  }

  /// `gamma` and `beta` unless switched off, then the moving statistics.
  public func variables(for input: Shape) -> [Variable] {
    let channels: Shape = [input.axes.last ?? 0]
    let gamma = Variable("gamma", shape: channels, initializer: .ones)
    let beta = Variable("beta", shape: channels, initializer: .zeros)
    return (scale ? [gamma] : []) + (center ? [beta] : []) + [
      Variable("moving_mean", shape: channels, initializer: .zeros, isTrainable: false),
      Variable("moving_variance", shape: channels, initializer: .ones, isTrainable: false),
    ]
  }

  /// The batch's statistics join those of all its samples.
  public var needsWholeBatch: Bool { true }

  /// Two sums a channel on the way there, two on the way back; the workers meet once for each.
  public func operation(_ place: Placement) -> any Operation {
    BatchNormalizationOperation(self, place)
  }
}
