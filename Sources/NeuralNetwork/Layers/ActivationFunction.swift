/// A nonlinear function of a layer's output: all of `keras.activations`, under their names and with
/// their defaults.
///
///     Dense(units: 64, activation: .relu)
///     Dense(units: 64, activation: .leakyReLU(negativeSlope: 0.1))
public enum ActivationFunction: Hashable, Sendable {
  /// `x`.
  case linear
  /// `max(x, 0)`; derivative 0 at 0.
  case relu
  /// `x` above `threshold`, at most `maxValue`; `negativeSlope · (x − threshold)` below.
  case clippedReLU(negativeSlope: Float = 0, maxValue: Float? = nil, threshold: Float = 0)
  /// `x` where positive, `negativeSlope · x` elsewhere.
  case leakyReLU(negativeSlope: Float = 0.2)
  /// `min(max(x, 0), 6)`.
  case relu6
  /// `x` where positive, `alpha · (e^x − 1)` elsewhere: Clevert et al., arXiv 1511.07289.
  case elu(alpha: Float = 1)
  /// `x` where positive, `alpha · (e^(x / alpha) − 1)` elsewhere: Barron, arXiv 1704.07483.
  case celu(alpha: Float = 1)
  /// `1.0507 · elu(x)` with alpha 1.6733: Klambauer et al., arXiv 1706.02515.
  case selu
  /// `log(1 + e^x)`.
  case softplus
  /// `x / (1 + |x|)`.
  case softsign
  /// `(x + √(x² + b)) / 2`.
  case squareplus(b: Float = 4)
  /// `x` less `threshold` of its magnitude, 0 where that is too much.
  case softShrink(threshold: Float = 0.5)
  /// `x` where `|x| > threshold`, 0 elsewhere.
  case hardShrink(threshold: Float = 0.5)
  /// `x − tanh x`.
  case tanhShrink
  /// 0 up to −1, `(x + 1)² / 4` up to 1, then `x`.
  case sparsePlus
  /// 0 up to −1, `(x + 1) / 2` up to 1, then 1.
  case sparseSigmoid
  /// `x · sigmoid(x)`: Ramachandran et al., arXiv 1710.05941.
  case silu
  /// `x · Φ(x)` with the normal distribution `Φ`, or Keras' approximation by `tanh`: Hendrycks and
  /// Gimpel, arXiv 1606.08415.
  case gelu(approximate: Bool = false)
  /// `a · sigmoid(b)` for the halves `a`, `b` of the last axis, which it halves.
  case glu
  /// `(e^x − e^−x) / (e^x + e^−x)`.
  case tanh
  /// `x` where above `threshold`, `defaultValue` elsewhere.
  case threshold(_ threshold: Float, defaultValue: Float)
  /// `1 / (1 + e^−x)`.
  case sigmoid
  /// `e^x`.
  case exponential
  /// `relu6(x + 3) / 6`.
  case hardSigmoid
  /// `x · hardSigmoid(x)`: Howard et al., arXiv 1905.02244.
  case hardSiLU
  /// `min(max(x, −1), 1)`.
  case hardTanh
  /// `x · tanh(softplus(x))`: Misra, arXiv 1908.08681.
  case mish
  /// `log sigmoid(x)`.
  case logSigmoid
  /// `e^x / Σ e^x` over the last axis.
  case softmax
  /// `log softmax(x)` over the last axis.
  case logSoftmax
  /// The nearest point to `x` with positive values that sum to 1, over the last axis: Martins and
  /// Astudillo, arXiv 1602.02068.
  case sparsemax

  /// With parameters left at their defaults, in Keras' order of kinds; without ``threshold(_:defaultValue:)``,
  /// which has no defaults.
  public static let allCases: [ActivationFunction] = [
    .linear, .relu, .clippedReLU(), .leakyReLU(), .relu6, .elu(), .celu(), .selu, .softplus,
    .softsign, .squareplus(), .softShrink(), .hardShrink(), .tanhShrink, .sparsePlus,
    .sparseSigmoid, .silu, .gelu(), .glu, .tanh, .sigmoid, .exponential, .hardSigmoid, .hardSiLU,
    .hardTanh, .mish, .logSigmoid, .softmax, .logSoftmax, .sparsemax,
  ]

  /// The derivative cannot be told from the output alone, so the input must be kept.
  var needsInput: Bool {
    switch self {
    case .linear, .relu, .relu6, .selu, .tanh, .sigmoid, .exponential, .hardTanh, .softmax,
      .logSoftmax, .sparsemax:
      false
    case .elu(let alpha), .celu(let alpha): alpha <= 0
    case .leakyReLU(let slope): slope <= 0
    default: true
    }
  }
}
