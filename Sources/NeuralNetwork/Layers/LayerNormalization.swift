internal import Kernels

/// Brings the last axis of every sample, at every pixel, to mean 0 and variance 1, then scales and
/// shifts it by learnt amounts.
///
///     y = gamma · (x − mean) / √(variance + epsilon) + beta
///
/// | variable | shape        | starts at |
/// |----------|--------------|-----------|
/// | `gamma`  | `[channels]` | 1         |
/// | `beta`   | `[channels]` | 0         |
///
/// Samples do not meet, so training and inference are the same. Names and defaults are those of
/// Keras' `LayerNormalization` with `axis=-1`; Ba, Kiros and Hinton, arXiv 1607.06450.
public struct LayerNormalization: Layer, Equatable {
  /// Added to the variance.
  public var epsilon: Float
  /// There is a `beta`.
  public var center: Bool
  /// There is a `gamma`.
  public var scale: Bool

  /// A normalisation of the last axis.
  public init(epsilon: Float = 0.001, center: Bool = true, scale: Bool = true) {
    self.epsilon = epsilon
    self.center = center
    self.scale = scale
  }

  /// The input's shape.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    guard input.rank > 0, epsilon > 0 else {
      throw .invalidLayer(
        kind, "needs an axis and a positive `epsilon`; received \(input) and \(epsilon)")
    }
    return input
  }

  /// `gamma` and `beta` unless switched off.
  public func variables(for input: Shape) -> [Variable] {
    let channels: Shape = [input.axes.last ?? 0]
    return (scale ? [Variable("gamma", shape: channels, initializer: .ones)] : [])
      + (center ? [Variable("beta", shape: channels, initializer: .zeros)] : [])
  }

  /// Two sums a row on the way there, two on the way back.
  public func operation(_ place: Placement) -> any Operation {
    LayerNormalizationOperation(self, place)
  }
}

private final class LayerNormalizationOperation: Operation {
  let place: Placement
  let epsilon: Float
  let channels, rowsPerSample: Int
  let gamma, beta, gammaGradient, betaGradient: UnsafeMutablePointer<Float>?
  /// The input, normalised, of one row.
  let normalised: UnsafeMutablePointer<Float>

  init(_ layer: LayerNormalization, _ place: Placement) {
    self.place = place
    epsilon = layer.epsilon
    channels = place.inputShape.axes.last ?? 1
    rowsPerSample = place.inputShape.elementCount / channels
    gamma = layer.scale ? place.variables.first : nil
    gammaGradient = layer.scale ? place.gradients[0] : nil
    beta = layer.center ? place.variables.last : nil
    betaGradient = layer.center ? place.gradients[place.gradients.count - 1] : nil
    normalised = place.context.arena.allocate(channels)
  }

  /// Normalises a row and returns what it was multiplied by.
  private func normalise(_ x: UnsafePointer<Float>) -> Float {
    var (mean, variance) = (0.0, 0.0)
    for c in 0..<channels { mean += Double(x[c]) }
    mean /= Double(channels)
    for c in 0..<channels { variance += (Double(x[c]) - mean) * (Double(x[c]) - mean) }
    variance /= Double(channels)
    let factor = 1 / (variance + Double(epsilon)).squareRoot()
    for c in 0..<channels { normalised[c] = Float((Double(x[c]) - mean) * factor) }
    return Float(factor)
  }

  func forward(_ pass: Pass) {
    for row in 0..<pass.count * rowsPerSample {
      _ = normalise(place.input + row * channels)
      let y = place.output + row * channels
      for c in 0..<channels { y[c] = normalised[c] * (gamma?[c] ?? 1) + (beta?[c] ?? 0) }
    }
  }

  /// The way back, where `g = dy · gamma` and C is the number of channels.
  ///
  ///     dx = factor · (g − Σ g / C − x̂ · Σ g · x̂ / C)
  func backward(_ pass: Pass) {
    guard let outputGradient = place.outputGradient else { return }
    if !pass.accumulates {
      gammaGradient?.update(repeating: 0, count: channels)
      betaGradient?.update(repeating: 0, count: channels)
    }
    for row in 0..<pass.count * rowsPerSample {
      let dy = outputGradient + row * channels
      let factor = normalise(place.input + row * channels)
      var (sum, product) = (0.0, 0.0)
      for c in 0..<channels {
        gammaGradient?[c] += dy[c] * normalised[c]
        betaGradient?[c] += dy[c]
        let g = dy[c] * (gamma?[c] ?? 1)
        sum += Double(g)
        product += Double(g) * Double(normalised[c])
      }
      guard let dx = place.inputGradient.map({ $0 + row * channels }) else { continue }
      let (mean, slope) = (Float(sum / Double(channels)), Float(product / Double(channels)))
      for c in 0..<channels {
        dx[c] = factor * (dy[c] * (gamma?[c] ?? 1) - mean - normalised[c] * slope)
      }
    }
  }
}
