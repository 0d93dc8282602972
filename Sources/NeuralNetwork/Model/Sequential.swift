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
/// the number of threads is the same.
public final class Sequential {
  /// Shape of one sample.
  public var inputShape: Shape { stack.inputShape }
  /// Shape of one output.
  public var outputShape: Shape { stack.outputShape }
  /// The layers.
  public var layers: [any Layer] { stack.items.map(\.layer) }
  /// Where everything random comes from.
  ///
  /// Keras draws a new one each time; here it is 0 unless said otherwise.
  public let seed: UInt64
  /// How stored values became inputs in training: whoever prepares samples later needs it.
  public internal(set) var scaling: Dataset.Scaling?
  /// Free notes that are saved with the model, such as how it was trained.
  public var notes: [String: String] = [:]

  let stack: LayerStack
  let parameters: Parameters
  var compilation: Compilation?

  /// A network with fresh weights.
  ///
  /// - Throws: ``ModelError`` where a layer cannot take what the one before makes.
  public convenience init(
    input: Shape, seed: UInt64 = 0, @LayerBuilder _ layers: () -> [any Layer]
  ) throws(ModelError) {
    try self.init(input: input, seed: seed, layers: layers())
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
  /// - Parameter threads: How many workers share a batch, up to 256; one for every core that this
  ///   process may use if nil.
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

  /// Number of values in all variables.
  public var parameterCount: Int {
    parameters.variables.reduce(0) { $0 + $1.shape.elementCount }
  }

  /// All variables with their values, named `<layer>/<variable>` as Keras names them.
  public var variables: [(name: String, shape: Shape, values: [Float])] {
    parameters.variables.indices.map {
      let variable = parameters.variables[$0]
      return (variable.name, variable.shape, Array(parameters.values($0)))
    }
  }

  /// Sets one variable.
  ///
  /// - Throws: ``ModelError/invalidArgument(_:)`` if there is no variable of this name and size.
  public func setVariable(_ name: String, to values: [Float]) throws(ModelError) {
    guard let index = parameters.variables.firstIndex(where: { $0.name == name }) else {
      throw .invalidArgument("The model has no variable “\(name)”.")
    }
    guard parameters.values(index).count == values.count else {
      throw .invalidArgument(
        "Expected \(parameters.values(index).count) values for “\(name)”; "
          + "received \(values.count).")
    }
    _ = parameters.values(index).update(fromContentsOf: values)
  }

  /// A digest of all variables' bits, 16 hexadecimal digits: equal digests mean equal networks.
  ///
  /// FNV-1a over the values' bit patterns: it tells runs apart, it does not protect against
  /// forgery.
  public var fingerprint: String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in parameters.variables.indices {
      for value in parameters.values(index) {
        hash = (hash ^ UInt64(value.bitPattern)) &* 0x100_0000_01B3
      }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// What `compile` was told, and what comes of it.
final class Compilation {
  /// More workers than any machine has cores for would only wait for each other.
  static let mostThreads = 256

  var optimizer: any Optimizer {
    didSet {
      guard
        type(of: optimizer) != type(of: oldValue) || optimizer.slotCount != state.slots.count
      else { return }
      state = OptimizerState(optimizer, weightCount: weightCount)
    }
  }
  let loss: Loss
  let metrics: [Metric]
  let threads: Int
  /// Started when there is work.
  private(set) lazy var team = WorkerTeam(count: threads)
  private(set) var state: OptimizerState
  private let weightCount: Int

  init(
    optimizer: any Optimizer, loss: Loss, metrics: [Metric], threads: Int, weightCount: Int
  ) {
    self.optimizer = optimizer
    self.loss = loss
    self.metrics = metrics
    self.threads = min(max(1, threads), Self.mostThreads)
    self.weightCount = weightCount
    state = OptimizerState(optimizer, weightCount: weightCount)
  }
}
