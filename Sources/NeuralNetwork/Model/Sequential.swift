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
  /// The layers, as they were written.
  public var layers: [any Layer] { stack.items.map(\.written) }
  /// Where everything random comes from.
  ///
  /// Keras draws a new one each time; here it is 0 unless said otherwise.
  public let seed: UInt64
  /// How stored values became inputs in training: whoever prepares samples later needs it.
  public internal(set) var scaling: Dataset.Scaling?
  /// Free notes that are saved with the model, such as how it was trained.
  public var notes: [String: String] = [:]

  private(set) var stack: LayerStack
  private(set) var parameters: Parameters
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
    guard let input = layers.first as? Input else {
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
  public var iterations: Int { compilation?.state.iteration ?? 0 }

  /// Lets a layer learn, or keeps it from learning, as Keras' `layer.trainable = …`.
  ///
  /// Weights stay; the optimizer forgets what it remembered.
  /// - Throws: ``ModelError/invalidArgument(_:)`` if there is no layer of this name.
  public func setTrainable(_ isTrainable: Bool, layer name: String) throws(ModelError) {
    guard stack.items.contains(where: { $0.name == name }) else {
      throw .invalidArgument(
        "The model has no layer “\(name)”; it has \(stack.items.map(\.name).joined(separator: ", "))."
      )
    }
    let values = allValues
    stack = try LayerStack(
      stack.items.map {
        // Without its name: an automatic one would no longer count where the next is named.
        $0.name == name ? CustomizedLayer($0.written, isTrainable: isTrainable) : $0.written
      }, input: inputShape)
    parameters = Parameters(stack.variables)
    allValues = values
    compilation = compilation?.afresh(weightCount: parameters.weightCount)
  }

  /// The values of all variables one after the other, which is what snapshots hold.
  var allValues: [Float] {
    get { parameters.variables.indices.flatMap { Array(parameters.values($0)) } }
    set {
      var rest = newValue[...]
      for index in parameters.variables.indices {
        let values = parameters.values(index)
        _ = values.update(fromContentsOf: rest.prefix(values.count))
        rest = rest.dropFirst(values.count)
      }
    }
  }

  /// Takes over weights, optimizer and what it remembers from another model of the same layers.
  func adopt(_ other: Sequential) throws(ModelError) {
    guard inputShape == other.inputShape,
      parameters.variables.map(\.name) == other.parameters.variables.map(\.name),
      parameters.variables.map(\.shape) == other.parameters.variables.map(\.shape)
    else {
      throw .invalidArgument("The checkpoint is one of another network.")
    }
    allValues = other.allValues
    scaling = other.scaling ?? scaling
    notes.merge(other.notes) { $1 }
    if let mine = compilation, let theirs = other.compilation {
      mine.adopt(theirs)
    }
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
    var digest = Digest()
    for index in parameters.variables.indices {
      for value in parameters.values(index) { digest.add(value) }
    }
    return digest.text
  }
}

/// What `compile` was told, and what comes of it.
final class Compilation {
  /// More workers than any machine has cores for would only wait for each other.
  static let mostThreads = 256

  var optimizer: any Optimizer {
    didSet {
      guard
        ClassName.name(of: optimizer) != ClassName.name(of: oldValue)
          || OptimizerState.slotCount(optimizer) != state.slots.count
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

  /// The same, with an optimizer that remembers nothing.
  func afresh(weightCount: Int) -> Compilation {
    Compilation(
      optimizer: optimizer, loss: loss, metrics: metrics, threads: threads,
      weightCount: weightCount)
  }

  /// The optimizer with all it remembers, of a model of the same size.
  func adopt(_ other: Compilation) {
    optimizer = other.optimizer
    state = other.state
  }

  /// Puts the average of the weights in their place, if the optimizer keeps one.
  func finish(_ parameters: Parameters) {
    guard let average = state.average, state.iteration > 0 else { return }
    parameters.weights.update(from: average, count: parameters.weightCount)
  }

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
