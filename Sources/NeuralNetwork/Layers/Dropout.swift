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
  public func operation(_ place: Placement) -> any Operation { DropoutOperation(rate, place) }
}

private final class DropoutOperation: Operation {
  let place: Placement
  let rate, factor: Float
  let count: Int
  let random: RandomStream
  let mask: UnsafeMutablePointer<UInt8>
  let words: UnsafeMutablePointer<UInt32>

  init(_ rate: Float, _ place: Placement) {
    self.place = place
    self.rate = rate
    factor = RandomStream.maskFactor(rate: rate)
    count = place.inputShape.elementCount
    random = place.context.streams.next(.dropout)
    let keepsMask = place.context.isTraining
    mask = place.context.arena.allocate(keepsMask ? place.context.capacity * count : 0)
    words = place.context.arena.allocate(keepsMask ? (count + 7) / 8 * 4 : 0)
  }

  func forward(_ pass: Pass) {
    guard pass.isTraining, place.context.isTraining else {
      return place.output.update(from: place.input, count: pass.count * count)
    }
    for sample in 0..<pass.count {
      random.fillMask(
        mask + sample * count, count: count, rate: rate, sample: pass.firstSample + sample,
        time: pass.epoch, words: words)
    }
    Elementwise.mask(
      place.input, with: mask, factor: factor, into: place.output, count: pass.count * count)
  }

  func backward(_ pass: Pass) {
    guard let outputGradient = place.outputGradient, let inputGradient = place.inputGradient
    else { return }
    guard pass.isTraining else {
      return inputGradient.update(from: outputGradient, count: pass.count * count)
    }
    Elementwise.mask(
      outputGradient, with: mask, factor: factor, into: inputGradient, count: pass.count * count)
  }
}
