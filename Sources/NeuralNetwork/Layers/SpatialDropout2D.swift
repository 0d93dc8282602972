internal import Kernels

/// Drops whole channels with a given probability while training, and scales the others so that the
/// expected sum stays.
///
///     y[n, i, j, c] = x[n, i, j, c] · mask[n, c] / (1 − rate)      training
///     y = x                                                        inference
///
/// Neighbouring pixels tell the same, so dropping single ones, as ``Dropout`` does, takes little
/// away from the layers behind. The mask depends on what ``Dropout``'s depends on. Keras'
/// `SpatialDropout2D`; Tompson et al., arXiv 1411.4280.
public struct SpatialDropout2D: Layer, Equatable {
  /// Probability that a channel is dropped, from 0 to below 1.
  public var rate: Float

  /// A dropout with the given rate.
  public init(rate: Float) { self.rate = rate }

  /// The input's shape.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    try requirePictures(input)
    return try Dropout(rate: rate).outputShape(for: input)
  }

  /// Outside of training values stay as they are.
  public var lastActivation: ActivationFunction? { nil }

  /// A mask over the channels, kept for the way back.
  public func operation(_ place: Placement) -> any Operation {
    let channels = place.inputShape[2]
    let pixels = place.inputShape[0] * place.inputShape[1]
    let mask = DropoutMask(rate: rate, count: channels, place)
    func drop(_ pass: Pass, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>) {
      for pixel in 0..<pass.count * pixels {
        Elementwise.mask(
          x + pixel * channels, with: mask.values + pixel / pixels * channels,
          factor: mask.factor, into: y + pixel * channels, count: channels)
      }
    }
    return StatelessOperation.whileTraining(place) { pass, x, y in
      mask.draw(pass)
      drop(pass, x, y)
    } backward: { pass, dy, dx in
      drop(pass, dy, dx)
    }
  }
}
