internal import Kernels

/// A network of layers one after the other.
///
///     let model = try Sequential(input: [28, 28, 1]) {
///       Flatten()
///       Dense(units: 128, activation: .relu)
///       Dense(units: 10)
///     }
///     model.compile(optimizer: Adam(), loss: .sparseCategoricalCrossentropy, metrics: [.accuracy])
///     try model.fit(training, epochs: 5)
///     print(try model.evaluate(test))
///
/// A model is for one thread that trains it; inside, its workers share every batch. Everything
/// random depends on its seed, so the same program gives the same weights, bit for bit, as long as
/// the number of threads and the kind of processor are the same.
public final class Sequential {
  /// Shape of one sample.
  public var inputShape: Shape { stack.inputShape }
  /// Shape of one output.
  public var outputShape: Shape { stack.outputShape }
  /// The layers, as they were written.
  public var layers: [any Layer] { stack.items.map(\.written) }
  /// Where everything random comes from.
  ///
  /// Keras draws a new one each time; here it is 0 unless said otherwise.
  public let seed: UInt64
  /// How stored values became inputs in training: whoever prepares samples later needs it.
  public internal(set) var scaling: Dataset.Scaling?
  /// Whole epochs that `fit` has trained it for, in this program and before it was saved.
  ///
  /// Shuffling, dropout and other random layers draw anew in each: they depend on this number, and so
  /// neither repeat themselves when `fit` is called again, nor differ when a training is resumed.
  public internal(set) var epochsTrained = 0
  /// `fit` is at work.
  var isFitting = false
  /// Free notes that are saved with the model, such as how it was trained.
  public var notes: [String: String] = [:]

  var stack: LayerStack
  var parameters: Parameters
  var compilation: Compilation?

  /// A network with fresh weights.
  ///
  /// - Throws: ``ModelError`` where a layer cannot take what the one before makes.
  public convenience init(
    input: Shape, seed: UInt64 = 0, @LayerBuilder _ layers: () -> [any Layer]
  ) throws(ModelError) {
    try self.init(input: input, seed: seed, layers: layers())
  }

  /// A network whose first layer is an ``Input``.
  ///
  /// - Throws: ``ModelError`` where it is not, or a layer cannot take what the one before makes.
  public convenience init(
    seed: UInt64 = 0, @LayerBuilder _ layers: () -> [any Layer]
  ) throws(ModelError) {
    let layers = layers()
    guard let input = layers.first?.uncustomized as? Input else {
      throw .invalidArgument(
        "Expected an `Input(shape:)` as the first layer, or `Sequential(input:)`.")
    }
    try self.init(input: input.shape, seed: seed, layers: Array(layers.dropFirst()))
  }

  /// A network of layers in an array.
  public convenience init(
    input: Shape, seed: UInt64 = 0, layers: [any Layer]
  ) throws(ModelError) {
    self.init(try LayerStack(layers, input: input), seed: seed)
    parameters.initialize(seed: seed)
  }

  /// A network whose weights are all 0.
  init(_ stack: LayerStack, seed: UInt64) {
    self.stack = stack
    self.seed = seed
    parameters = Parameters(stack.variables)
  }

  /// Says how to learn: what moves the weights, what is made small, what is counted.
  ///
  /// Whatever an earlier optimizer remembered is forgotten.
  /// - Parameters:
  ///   - optimizer: What moves the weights.
  ///   - loss: What is made small.
  ///   - metrics: What is counted.
  ///   - threads: How many workers share a batch, up to 256; one for every core that this process may
  ///     use if nil.
  public func compile(
    optimizer: any Optimizer, loss: Loss = .sparseCategoricalCrossentropy,
    metrics: [Metric] = [], threads: Int? = nil
  ) {
    compilation = Compilation(
      optimizer: optimizer, loss: loss, metrics: metrics,
      threads: threads ?? WorkerTeam.availableCores,
      weightCount: parameters.weightCount)
  }

  /// The optimizer given to `compile`.
  ///
  /// Its settings may be changed between calls of `fit`. What it remembers stays, unless another
  /// kind of optimizer comes, or one that remembers more or less: an `SGD` that gets a momentum
  /// starts afresh.
  public var optimizer: (any Optimizer)? {
    get { compilation?.optimizer }
    set { if let newValue { compilation?.optimizer = newValue } }
  }

  /// Size of the optimizer's next step; setting it ends a schedule.
  public var learningRate: Float {
    get { compilation.map { $0.optimizer.learningRate.value(at: $0.state.iteration) } ?? 0 }
    set { compilation?.optimizer.learningRate = .constant(newValue) }
  }

  /// Steps that the optimizer has taken: Keras' `optimizer.iterations`.
  public var iterations: Int {
    compilation.map { $0.state.iteration / max(1, $0.optimizer.options.accumulationSteps) } ?? 0
  }

  /// Number of values in all variables.
  public var parameterCount: Int {
    parameters.variables.reduce(0) { $0 + $1.shape.elementCount }
  }
}
