internal import Kernels

/// What `compile` was told, and what comes of it.
final class Compilation {
  /// More workers than any machine has cores for would only wait for each other.
  static let mostThreads = 256

  var optimizer: any Optimizer {
    didSet {
      guard
        ClassName.name(of: optimizer) != ClassName.name(of: oldValue)
          || optimizer.slotCount != oldValue.slotCount
          || (optimizer.options.average == nil) != (oldValue.options.average == nil)
          || (optimizer.options.accumulationSteps > 1) != (oldValue.options.accumulationSteps > 1)
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

  /// Of metrics of one name the second becomes `precision_1`, as in Keras.
  private static func numbered(_ metrics: [Metric]) -> [Metric] {
    var counts: [Quantity: Int] = [:]
    return metrics.map { metric in
      let number = counts[metric.quantity, default: 0]
      counts[metric.quantity] = number + 1
      return number == 0 ? metric : metric.named("\(metric.quantity)_\(number)")
    }
  }

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
    self.metrics = Self.numbered(metrics)
    self.threads = min(max(1, threads), Self.mostThreads)
    self.weightCount = weightCount
    state = OptimizerState(optimizer, weightCount: weightCount)
  }
}
