internal import Kernels

/// Drops each value with a given probability while training, and scales the others so that the
/// expected sum stays.
///
///     y = x · mask / (1 − rate)          training
///     y = x                              inference
///
/// The mask is a function of the seed, the layer, the epoch and the sample's place in it, so
/// neither the number of threads nor a resumed training changes it. The rate is taken to the
/// nearest 1/65,536. Otherwise as Keras' `Dropout`; Srivastava et al., "Dropout", JMLR 15, 2014.
public struct Dropout: Layer, Equatable {
  /// Probability that a value is dropped, from 0 to below 1.
  public var rate: Float

  /// A dropout with the given rate.
  public init(rate: Float) { self.rate = rate }

  /// The input's shape.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    guard rate >= 0, rate < 1, RandomStream.maskFactor(rate: rate).isFinite else {
      throw .invalidLayer(kind, "needs a `rate` from 0 to below 1; received \(rate)")
    }
    return input
  }

  /// Outside of training values stay as they are.
  public var lastActivation: ActivationFunction? { nil }

  /// A mask over the values, kept for the way back.
  public func operation(_ place: Placement) -> any Operation {
    let count = place.inputShape.elementCount
    let mask = DropoutMask(rate: rate, count: count, place)
    return StatelessOperation.whileTraining(place) { pass, x, y in
      mask.draw(pass)
      Elementwise.mask(
        x, with: mask.values, factor: mask.factor, into: y, count: pass.count * count)
    } backward: { pass, dy, dx in
      Elementwise.mask(
        dy, with: mask.values, factor: mask.factor, into: dx, count: pass.count * count)
    }
  }
}

/// Which of `count` values of each sample stay, with the factor that makes up for the others.
struct DropoutMask {
  let values: UnsafeMutablePointer<UInt8>
  let factor: Float
  private let rate: Float
  private let count: Int
  private let random: RandomStream
  private let words: UnsafeMutablePointer<UInt32>

  init(rate: Float, count: Int, _ place: Placement) {
    self.rate = rate
    self.count = count
    factor = RandomStream.maskFactor(rate: rate)
    random = place.context.streams.next(.dropout)
    let isKept = place.context.isTraining
    values = place.context.arena.allocate(isKept ? place.context.capacity * count : 0)
    words = place.context.arena.allocate(isKept ? (count + 7) / 8 * 4 : 0)
  }

  /// Draws the masks of a pass.
  func draw(_ pass: Pass) {
    for sample in 0..<pass.count {
      random.fillMask(
        values + sample * count, count: count, rate: rate, sample: pass.firstSample + sample,
        time: pass.epoch, words: words)
    }
  }
}
