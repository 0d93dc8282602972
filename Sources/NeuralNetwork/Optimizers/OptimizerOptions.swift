/// What happens to gradients and weights around an optimizer's step, in the order in which Keras
/// does it.
///
///     Adam(learningRate: 0.001).weightDecay(0.004).clipnorm(1).ema(momentum: 0.999)
///
/// Keras has these as arguments of every optimizer, under these names.
public struct OptimizerOptions: Hashable, Sendable, Codable {
  /// Where gradients are cut off; nowhere, as in Keras, if the limit is not above 0.
  public enum Clipping: Hashable, Sendable, Codable {
    /// Each value to ± the limit.
    case value(Float)
    /// Each variable's gradient to a length of at most the limit.
    case norm(Float)
    /// All gradients together to a length of at most the limit.
    case globalNorm(Float)

    var limit: Float {
      switch self {
      case .value(let limit), .norm(let limit), .globalNorm(let limit): limit
      }
    }
  }

  /// A moving average of the weights, which takes their place after the last epoch.
  public struct Average: Hashable, Sendable, Codable {
    /// How much of the average a step leaves standing.
    public var momentum: Float
    /// Steps after which the average takes the weights' place in between, too; never if nil.
    public var overwriteFrequency: Int?
  }

  /// Before a step, `w −= w · learningRate · weightDecay`; nothing if nil.
  public var weightDecay: Float?
  /// Where gradients are cut off; nowhere if nil.
  public var clipping: Clipping?
  /// A moving average of the weights; none if nil.
  public var average: Average?
  /// Batches whose mean gradient makes one step.
  public var accumulationSteps = 1

  /// Nothing but the step.
  public init() {}
}

/// An optimizer with options.
public struct OptimizerWithOptions: Optimizer {
  /// The optimizer itself.
  public internal(set) var base: any Optimizer
  /// What happens around its step.
  public internal(set) var options: OptimizerOptions

  init(_ optimizer: any Optimizer, _ change: (inout OptimizerOptions) -> Void) {
    base = optimizer.withoutOptions
    options = optimizer.options
    change(&options)
  }

  /// That of the optimizer itself.
  public var learningRate: LearningRate {
    get { base.learningRate }
    set { base.learningRate = newValue }
  }
  /// As the optimizer itself.
  public var slotCount: Int { base.slotCount }
  /// As the optimizer itself.
  public var slotStart: Float { base.slotStart }
  /// As the optimizer itself.
  public var updatesWholeVariables: Bool { base.updatesWholeVariables }

  /// The optimizer's own step.
  public func update(
    _ weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    slots: (Int) -> UnsafeMutablePointer<Float>, count: Int, step: OptimizerStep
  ) {
    base.update(weights, gradients: gradients, slots: slots, count: count, step: step)
  }

  private enum CodingKeys: CodingKey { case base, options }

  /// Reads the optimizer and its options.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    base = try container.decode(StoredOptimizer.self, forKey: .base).optimizer
    options = try container.decode(OptimizerOptions.self, forKey: .options)
  }

  /// Writes the optimizer and its options.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(StoredOptimizer(base), forKey: .base)
    try container.encode(options, forKey: .options)
  }
}

extension Optimizer {
  /// The optimizer itself.
  var withoutOptions: any Optimizer { (self as? OptimizerWithOptions)?.base ?? self }

  /// Before each step `w −= w · learningRate · decay`: Loshchilov and Hutter, arXiv 1711.05101.
  ///
  /// ``Muon`` decays by itself, and by another share from then on.
  public func weightDecay(_ decay: Float) -> OptimizerWithOptions {
    guard let muon = withoutOptions as? Muon else {
      return OptimizerWithOptions(self) { $0.weightDecay = decay }
    }
    var decaying = OptimizerWithOptions(self) { $0.weightDecay = nil }
    decaying.base = muon.weightDecay(decay)
    return decaying
  }
  /// Cuts each value of a gradient off at ± the limit.
  public func clipvalue(_ limit: Float) -> OptimizerWithOptions {
    OptimizerWithOptions(self) { $0.clipping = .value(limit) }
  }
  /// Scales each variable's gradient down to the limit's length.
  public func clipnorm(_ limit: Float) -> OptimizerWithOptions {
    OptimizerWithOptions(self) { $0.clipping = .norm(limit) }
  }
  /// Scales all gradients down together to the limit's length: Pascanu et al., arXiv 1211.5063.
  public func globalClipnorm(_ limit: Float) -> OptimizerWithOptions {
    OptimizerWithOptions(self) { $0.clipping = .globalNorm(limit) }
  }
  /// Averages the weights over steps, `a = momentum · a + (1 − momentum) · w`, and puts the average
  /// in their place after the last epoch, and in between after every `overwriteFrequency` steps, if
  /// that is given: Polyak and Juditsky, 1992.
  public func ema(
    momentum: Float = 0.99, overwriteFrequency: Int? = nil
  ) -> OptimizerWithOptions {
    OptimizerWithOptions(self) {
      $0.average = .init(momentum: momentum, overwriteFrequency: overwriteFrequency)
    }
  }
  /// Makes one step of the mean gradient of so many batches.
  public func gradientAccumulation(steps: Int) -> OptimizerWithOptions {
    OptimizerWithOptions(self) { $0.accumulationSteps = max(1, steps) }
  }
}
