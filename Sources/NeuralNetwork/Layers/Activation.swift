internal import Foundation

/// A layer that only applies an activation function.
///
/// A type like ``LeakyReLU`` says which one, and gets everything else from here.
public protocol ActivationLayer: Layer {
  /// The function.
  var activation: ActivationFunction { get }
}

extension ActivationLayer {
  /// The input's shape, with the last axis halved by ``ActivationFunction/glu``.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    guard activation == .glu else { return input }
    guard let last = input.axes.last, last % 2 == 0 else {
      throw .invalidLayer(kind, "needs an even last axis for `glu`; received \(input)")
    }
    return Shape(input.axes.dropLast() + [last / 2])
  }

  /// The function, value by value or row by row.
  public func operation(_ place: Placement) -> any Operation {
    if activation == .glu { return gatedLinearUnit(place) }
    let applied = AppliedActivation(activation, place)
    let count = place.inputShape.elementCount
    return StatelessOperation(place) { pass, input, output in
      output.update(from: input, count: pass.count * count)
      applied.forward(pass.count)
    } backward: { pass, outputGradient, inputGradient in
      inputGradient.update(from: outputGradient, count: pass.count * count)
      applied.backward(inputGradient, pass)
    }
  }

  /// The layer's own function.
  public var lastActivation: ActivationFunction? { activation }
}

/// `a · s` with `s = sigmoid(b)`; `da = dy · s`, `db = dy · a · s · (1 − s)`.
private func gatedLinearUnit(_ place: Placement) -> any Operation {
  let half = place.outputShape.axes.last ?? 1
  let rows = place.outputShape.elementCount / half
  return StatelessOperation(place) { pass, x, y in
    for row in 0..<pass.count * rows {
      let (a, b) = (x + row * 2 * half, x + (row * 2 + 1) * half)
      for i in 0..<half { y[row * half + i] = a[i] / (1 + exp(-b[i])) }
    }
  } backward: { pass, dy, dx in
    for row in 0..<pass.count * rows {
      let (a, b) = (place.input + row * 2 * half, place.input + (row * 2 + 1) * half)
      for i in 0..<half {
        let (s, slope) = (1 / (1 + exp(-b[i])), dy[row * half + i])
        dx[row * 2 * half + i] = slope * s
        dx[(row * 2 + 1) * half + i] = slope * a[i] * s * (1 - s)
      }
    }
  }
}

/// An activation function as a layer of its own.
public struct Activation: ActivationLayer, Equatable {
  /// The function.
  public var activation: ActivationFunction

  /// A layer that applies the function.
  public init(_ activation: ActivationFunction) { self.activation = activation }
}

/// `x` where it is not negative, `negativeSlope · x` elsewhere: Keras' layer of this name.
public struct LeakyReLU: ActivationLayer, Equatable {
  /// Slope of the negative part.
  public var negativeSlope: Float
  /// A leaky ReLU; the layer's default slope is 0.3, the function's 0.2, as in Keras.
  public init(negativeSlope: Float = 0.3) { self.negativeSlope = negativeSlope }
  /// The function.
  public var activation: ActivationFunction { .leakyReLU(negativeSlope: negativeSlope) }
}

/// `max(x, 0)`, with a limit, a slope below and a threshold if asked for: Keras' layer of this name.
public struct ReLU: ActivationLayer, Equatable {
  /// The largest output; none if nil.
  public var maxValue: Float?
  /// Slope below the threshold.
  public var negativeSlope: Float
  /// Where the part with slope 1 begins.
  public var threshold: Float
  /// A ReLU.
  public init(maxValue: Float? = nil, negativeSlope: Float = 0, threshold: Float = 0) {
    self.maxValue = maxValue
    self.negativeSlope = negativeSlope
    self.threshold = threshold
  }
  /// The function.
  public var activation: ActivationFunction {
    maxValue == nil && negativeSlope == 0 && threshold == 0
      ? .relu
      : .clippedReLU(negativeSlope: negativeSlope, maxValue: maxValue, threshold: threshold)
  }
}

/// `x` where it is positive, `alpha · (e^x − 1)` elsewhere: Keras' layer of this name.
public struct ELU: ActivationLayer, Equatable {
  /// What large negative inputs come near to, with the other sign.
  public var alpha: Float
  /// An exponential linear unit.
  public init(alpha: Float = 1) { self.alpha = alpha }
  /// The function.
  public var activation: ActivationFunction { .elu(alpha: alpha) }
}

/// `e^x / Σ e^x` over the last axis: Keras' layer of this name.
public struct Softmax: ActivationLayer, Equatable {
  /// A softmax.
  public init() {}
  /// The function.
  public var activation: ActivationFunction { .softmax }
}
