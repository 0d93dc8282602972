public import NeuralNetwork
public import Runs

/// What a sweep compares: everything about a training but its seed.
public struct Setting: Codable, Hashable, Sendable {
  /// Name of the network.
  public var model = "dense"
  /// What moves the weights.
  public var optimizer = RunSettings.OptimizerName.adam
  /// Between the layers.
  public var activation = ActivationFunction.relu
  /// Size of a step; the one that the search found if nil.
  public var learningRate: Float?
  /// Pictures in a step; the network's own if nil.
  public var batchSize: Int?
  /// Share of values that dropout layers leave out; the network's own if nil.
  public var dropout: Float?
  /// Factor on the units and filters of hidden layers.
  public var width = 1.0
  /// How the learning rate goes on from there.
  public var schedule = Schedule.constant
  /// Training pictures change as recipe `fast` changes them.
  public var isAugmented = false

  /// How a learning rate changes over a training.
  public enum Schedule: String, Codable, CaseIterable, Sendable {
    /// It stays as it is.
    case constant
    /// Half a cosine, down to 0 at the end.
    case cosine
    /// Up to it within the first tenth, and down to 0.
    case onecycle
  }

  /// Recipe `dense` with Adam and ReLU.
  public init() {}
}
