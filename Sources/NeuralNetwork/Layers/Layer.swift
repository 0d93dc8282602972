/// One layer of a network as its user writes it: a value that says what to compute, and holds no
/// weights.
///
/// A layer tells its output's shape and its variables; ``operation(_:)`` then makes the part that
/// computes, once for every worker. To add a layer, write a type like ``Dense``; `Examples/Extending`
/// shows one written outside this library.
public protocol Layer: Codable, Sendable {
  /// Shape of one output sample for an input sample of the given shape.
  ///
  /// - Throws: ``ModelError/invalidLayer(_:_:)`` if the layer cannot take this input, or its
  ///   settings make no sense.
  func outputShape(for input: Shape) throws(ModelError) -> Shape

  /// What the layer learns or tracks, in the order in which Keras lists it.
  func variables(for input: Shape) throws(ModelError) -> [Variable]

  /// The computation, with memory for one worker.
  func operation(_ place: Placement) throws(ModelError) -> any Operation

  /// Statistics of the whole batch are needed, so a worker must see its whole slice at once.
  var needsWholeBatch: Bool { get }

  /// The output is the input's memory under another shape; there is nothing to compute.
  var isReshape: Bool { get }

  /// What is applied last, so that a loss can tell whether it gets probabilities or logits.
  ///
  /// Nil for a layer that leaves values as they are outside of training.
  var lastActivation: ActivationFunction? { get }
}

extension Layer {
  /// No variables.
  public func variables(for input: Shape) -> [Variable] { [] }
  /// Samples do not meet.
  public var needsWholeBatch: Bool { false }
  /// Something is computed.
  public var isReshape: Bool { false }
  /// Any numbers come out.
  public var lastActivation: ActivationFunction? { isReshape ? nil : .linear }
}

/// One tensor that a layer learns, or tracks without learning it.
public struct Variable: Sendable {
  /// Keras' name for it, such as `kernel`.
  public var name: String
  /// Its shape.
  public let shape: Shape
  /// How it begins.
  public let initializer: Initializer
  /// The optimizer moves it.
  ///
  /// If not, the layer itself does.
  public var isTrainable: Bool
  /// What the loss adds for its size.
  public let regularizer: Regularizer?
  /// Where it is brought back to after every step.
  public let constraint: Constraint?

  /// A variable, learnt unless said otherwise.
  public init(
    _ name: String, shape: Shape, initializer: Initializer, isTrainable: Bool = true,
    regularizer: Regularizer? = nil, constraint: Constraint? = nil
  ) {
    self.name = name
    self.shape = shape
    self.initializer = initializer
    self.isTrainable = isTrainable
    self.regularizer = regularizer
    self.constraint = constraint
  }
}

/// The computing part of a layer on one worker, with pointers to everything it reads and writes.
public protocol Operation: AnyObject {
  /// Reads the input, writes the output.
  func forward(_ pass: Pass)

  /// Reads the output's gradient, writes the input's (where there is one) and the variables'.
  ///
  /// It may write over the output's gradient. Variable gradients are added to what is there when
  /// the pass ``Pass/accumulates``.
  func backward(_ pass: Pass)
}

/// One run of a worker over some samples.
public struct Pass: Sendable {
  /// Number of samples, from 0 up to the placement's capacity.
  public var count: Int
  /// Dropout drops and statistics are taken from the batch.
  public var isTraining: Bool
  /// The pass goes on where the one before left off: weights are the same, and variable gradients add
  /// to its.
  ///
  /// If not, weights may have changed, and what is computed from them alone must be computed anew, even
  /// if there are no samples.
  public var accumulates: Bool
  /// Place in the epoch's order of the first sample: what random numbers depend on.
  public var firstSample: Int
  /// The epoch, from 0: what random numbers depend on, too.
  public var epoch: Int
}
