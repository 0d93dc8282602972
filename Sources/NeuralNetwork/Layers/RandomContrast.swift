internal import Kernels

/// Brings each picture's values nearer to their mean, or further from it, while training.
///
///     y = clip((x − mean) · f + mean),  f from 1 − factor to 1 + factor      training
///     y = x                                                                  inference
///
/// The mean is that of each channel of each picture. Keras' `RandomContrast`, whose `value_range` is
/// 0 to 255; pictures here are scaled to 0 to 1 before any layer sees them. What is drawn depends on
/// what the mask of ``Dropout`` depends on.
public struct RandomContrast: Layer, Equatable {
  /// How far the factor may lie below 1 and above it.
  public var lower, upper: Float
  /// What values are kept within.
  public var valueRange: ClosedRange<Float>

  /// A contrast up to `factor` either way.
  public init(factor: Float, valueRange: ClosedRange<Float> = 0...1) {
    self.init(lower: factor, upper: factor, valueRange: valueRange)
  }

  /// A contrast from `1 − lower` to `1 + upper`.
  public init(lower: Float, upper: Float, valueRange: ClosedRange<Float> = 0...1) {
    self.lower = lower
    self.upper = upper
    self.valueRange = valueRange
  }

  /// The input's shape.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    try requirePictures(input)
    guard (0...1).contains(lower), upper >= 0, upper.isFinite else {
      throw .invalidLayer(kind, "needs a factor from 0 to 1; received \(lower) and \(upper)")
    }
    return input
  }

  /// Outside of training values stay as they are.
  public var lastActivation: ActivationFunction? { nil }

  /// A mean, a difference and a product; clipped values have no gradient.
  public func operation(_ place: Placement) -> any Operation {
    let (channels, count) = (place.inputShape[2], place.inputShape.elementCount)
    let pixels = count / channels
    let random = place.context.streams.next(.augmentation)
    let (factors, range) = ((1 - lower)...(1 + upper), valueRange)
    func factor(_ pass: Pass, _ sample: Int) -> Float {
      factors.value(at: random.uniforms(sample: pass.firstSample + sample, time: pass.epoch).x)
    }
    func mean(_ values: UnsafePointer<Float>, _ channel: Int) -> Float {
      let sum = (0..<pixels).reduce(0.0) { $0 + Double(values[$1 * channels + channel]) }
      return Float(sum / Double(pixels))
    }
    return StatelessOperation.whileTraining(place) { pass, x, y in
      for sample in 0..<pass.count {
        let (x, y, factor) = (x + sample * count, y + sample * count, factor(pass, sample))
        for c in 0..<channels {
          let mean = mean(x, c)
          for i in stride(from: c, to: count, by: channels) {
            y[i] = min(max((x[i] - mean) * factor + mean, range.lowerBound), range.upperBound)
          }
        }
      }
    } backward: { pass, dy, dx in
      for sample in 0..<pass.count {
        let (y, dy, dx) = (place.output + sample * count, dy + sample * count, dx + sample * count)
        let factor = factor(pass, sample)
        for i in 0..<count {
          dx[i] = y[i] > range.lowerBound && y[i] < range.upperBound ? dy[i] : 0
        }
        for c in 0..<channels {
          let mean = mean(dx, c)
          for i in stride(from: c, to: count, by: channels) {
            dx[i] = dx[i] * factor + mean * (1 - factor)
          }
        }
      }
    }
  }
}
