internal import NeuralNetwork

/// A layer of a network that somebody puts together from a list.
///
/// As JSON: `{"kind": "conv2d", "filters": 32, "kernel_size": 3}`; what is left out has its default.
public struct LayerChoice: Equatable, Sendable {
  /// What the layer does.
  public let kind: Kind
  /// All its numbers.
  public let values: [Parameter.Name: Double]

  /// The layers that there are, under Keras' names.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// Filters that move over the picture.
    case conv2d
    /// The largest of each window.
    case maxPooling2D = "max_pooling2d"
    /// The mean of each window.
    case averagePooling2D = "average_pooling2d"
    /// The mean of each channel.
    case globalAveragePooling2D = "global_average_pooling2d"
    /// A picture as a row of numbers.
    case flatten
    /// Each unit sees all numbers.
    case dense
    /// Leaves out a share at random while it learns.
    case dropout
    /// Mean 0 and deviation 1 over each batch.
    case batchNormalization = "batch_normalization"
    /// The training's activation function, where it shall not follow its layer at once.
    case activation

    /// The numbers that it has.
    public var parameters: [Parameter] {
      switch self {
      case .conv2d:
        [
          Parameter(.filters, default: 32, in: 1...512),
          Parameter(.kernelSize, default: 3, in: 1...11),
        ]
      case .maxPooling2D, .averagePooling2D: [Parameter(.poolSize, default: 2, in: 1...14)]
      case .dense: [Parameter(.units, default: 128, in: 1...4096)]
      case .dropout: [Parameter(.rate, default: 0.5, in: 0...0.9, isWhole: false)]
      case .flatten, .globalAveragePooling2D, .batchNormalization, .activation: []
      }
    }

    /// It has weights that make something new of its input.
    var isLearner: Bool { self == .conv2d || self == .dense }
  }

  /// A number of a layer.
  public struct Parameter: Sendable {
    /// What it is called.
    public enum Name: String, Sendable {
      /// Channels that a convolution makes.
      case filters
      /// Rows and columns of its filters.
      case kernelSize = "kernel_size"
      /// Rows and columns of a window.
      case poolSize = "pool_size"
      /// Numbers that a dense layer makes.
      case units
      /// The share that is left out.
      case rate
    }

    /// What it is called.
    public let name: Name
    /// What it is if nothing is said.
    public let defaultValue: Double
    /// What it may be.
    public let range: ClosedRange<Double>
    /// It counts something.
    public let isWhole: Bool

    init(
      _ name: Name, default defaultValue: Double, in range: ClosedRange<Double>,
      isWhole: Bool = true
    ) {
      self.name = name
      self.defaultValue = defaultValue
      self.range = range
      self.isWhole = isWhole
    }
  }

  /// A layer with some of its numbers; the others have their defaults.
  public init(_ kind: Kind, _ values: [Parameter.Name: Double] = [:]) {
    self.kind = kind
    self.values = kind.parameters.reduce(into: [:]) { all, parameter in
      let value = values[parameter.name] ?? parameter.defaultValue
      all[parameter.name] = min(max(value, parameter.range.lowerBound), parameter.range.upperBound)
    }
  }

  private func whole(_ name: Parameter.Name) -> Int { Int(values[name] ?? 1) }

  /// The layer, with an activation function if it is one that has some.
  fileprivate func layer(_ activation: ActivationFunction) -> any Layer {
    switch kind {
    case .conv2d:
      Conv2D(
        filters: whole(.filters), kernelSize: Size2D(whole(.kernelSize)),
        activation: activation)
    case .maxPooling2D: MaxPooling2D(poolSize: Size2D(whole(.poolSize)))
    case .averagePooling2D: AveragePooling2D(poolSize: Size2D(whole(.poolSize)))
    case .globalAveragePooling2D: GlobalAveragePooling2D()
    case .flatten: Flatten()
    case .dense: Dense(units: whole(.units), activation: activation)
    case .dropout: Dropout(rate: Float(values[.rate] ?? 0))
    case .batchNormalization: BatchNormalization()
    case .activation: Activation(activation)
    }
  }
}

extension [LayerChoice] {
  /// The layers with an activation function between them.
  ///
  /// It follows each convolution and dense layer but the last, whose outputs are the answer; where an
  /// `activation` stands before the next of them, it is there instead.
  func layers(_ activation: ActivationFunction) -> [any Layer] {
    indices.map { index in
      let choice = self[index]
      guard choice.kind.isLearner else { return choice.layer(activation) }
      let between = self[(index + 1)...].prefix { !$0.kind.isLearner }
      let isLast = between.endIndex == endIndex
      let hasOwn = between.contains { $0.kind == .activation }
      return choice.layer(isLast || hasOwn ? .linear : activation)
    }
  }
}
