/// What training makes small, under Keras' names.
///
/// Targets are class labels: losses that Keras feeds with vectors make them of the labels
/// themselves. Those between probabilities take logits unless told otherwise, which is the
/// numerically stable way and spares the network its last activation; Keras' default is the other
/// way around.
public struct Loss: Sendable, Codable {
  let function: any LossFunction

  /// A loss of your own.
  public init(_ function: some LossFunction) { self.function = function }

  /// The outputs are logits, any numbers, rather than probabilities.
  public var fromLogits: Bool { function.probabilityActivation != .linear }

  /// `−log p[label]` of logits: ``sparseCategoricalCrossentropy(fromLogits:labelSmoothing:)``.
  public static let sparseCategoricalCrossentropy = sparseCategoricalCrossentropy()

  /// `−Σ t · log p` over the classes, with probabilities `p` and targets `t`, 1 at the label.
  ///
  /// - Parameters:
  ///   - fromLogits: The outputs are logits, of which a softmax makes probabilities.
  ///   - labelSmoothing: Share of the targets that is spread evenly over all classes.
  public static func sparseCategoricalCrossentropy(
    fromLogits: Bool = true, labelSmoothing: Float = 0
  ) -> Loss {
    Loss(CategoricalCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing))
  }

  /// The same as ``sparseCategoricalCrossentropy``.
  public static let categoricalCrossentropy = sparseCategoricalCrossentropy()
  /// The same as ``sparseCategoricalCrossentropy(fromLogits:labelSmoothing:)``, since targets are
  /// labels here in any case.
  public static func categoricalCrossentropy(
    fromLogits: Bool = true, labelSmoothing: Float = 0
  ) -> Loss {
    sparseCategoricalCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing)
  }

  /// ``binaryCrossentropy(fromLogits:labelSmoothing:)`` of logits.
  public static let binaryCrossentropy = binaryCrossentropy()
  /// `mean of −t · log p − (1 − t) · log(1 − p)` over the outputs, each a yes-or-no question.
  public static func binaryCrossentropy(
    fromLogits: Bool = true, labelSmoothing: Float = 0
  ) -> Loss {
    Loss(BinaryCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing))
  }

  /// `Σ alpha · (1 − p)^gamma · (−t · log p)`: sure samples count less; Lin et al., arXiv
  /// 1708.02002.
  public static func categoricalFocalCrossentropy(
    alpha: Float = 0.25, gamma: Float = 2, fromLogits: Bool = true, labelSmoothing: Float = 0
  ) -> Loss {
    Loss(
      CategoricalFocalCrossentropy(
        alpha: alpha, gamma: gamma, fromLogits: fromLogits, labelSmoothing: labelSmoothing))
  }

  /// `mean of (1 − q)^gamma · (−log q)` with `q` the probability of the right answer; with class
  /// balancing times alpha for yes and 1 − alpha for no.
  public static func binaryFocalCrossentropy(
    applyClassBalancing: Bool = false, alpha: Float = 0.25, gamma: Float = 2,
    fromLogits: Bool = true, labelSmoothing: Float = 0
  ) -> Loss {
    Loss(
      BinaryFocalCrossentropy(
        applyClassBalancing: applyClassBalancing, alpha: alpha, gamma: gamma,
        fromLogits: fromLogits, labelSmoothing: labelSmoothing))
  }

  /// `mean of (y − t)²` over the outputs.
  public static let meanSquaredError = Loss(MeanSquaredError())
  /// `mean of |y − t|` over the outputs.
  public static let meanAbsoluteError = Loss(MeanAbsoluteError())
  /// `mean of (y − t)² / 2` where `|y − t| ≤ delta`, of `delta · |y − t| − delta² / 2` elsewhere.
  public static func huber(delta: Float = 1) -> Loss { Loss(Huber(delta: delta)) }
  /// `Σ t · log(t / p)`, both kept within 1e-7 to 1; the outputs are probabilities.
  public static let klDivergence = Loss(KLDivergence())
  /// `max(0, 1 + largest wrong output − right output)`; the largest wrong one is at least 0, as in
  /// Keras.
  public static let categoricalHinge = Loss(CategoricalHinge())

  /// All losses of this library.
  static let builtIn: [any LossFunction.Type] = [
    BinaryCrossentropy.self, BinaryFocalCrossentropy.self, CategoricalCrossentropy.self,
    CategoricalFocalCrossentropy.self, CategoricalHinge.self, Huber.self, KLDivergence.self,
    MeanAbsoluteError.self, MeanSquaredError.self,
  ]

  /// Reads a loss by its name.
  public init(from decoder: any Decoder) throws {
    function = try ClassName.decode(from: decoder, builtIn: Self.builtIn)
  }

  /// Writes the loss with its name.
  public func encode(to encoder: any Encoder) throws {
    try ClassName.encode(function, to: encoder, builtIn: Self.builtIn)
  }

  /// The sum of the samples' losses, each times its weight; leaves their gradients, times `scale`
  /// too, in `gradient`.
  ///
  /// `outputs` and `gradient` are `[count, classes]`.
  func measure(
    _ outputs: UnsafePointer<Float>, labels: UnsafePointer<Int32>,
    weights: UnsafePointer<Float>? = nil, count: Int, classes: Int,
    gradient: UnsafeMutablePointer<Float>, scale: Float
  ) -> Double {
    var total = 0.0
    for sample in 0..<count {
      let row = UnsafeBufferPointer(start: outputs + sample * classes, count: classes)
      let slope = UnsafeMutableBufferPointer(start: gradient + sample * classes, count: classes)
      let loss = function.measure(
        row, target: Target(label: Int(labels[sample]), count: classes), gradient: slope)
      let weight = weights?[sample] ?? 1
      total += loss * Double(weight)
      for c in 0..<classes { slope[c] *= scale * weight }
    }
    return total
  }
}
