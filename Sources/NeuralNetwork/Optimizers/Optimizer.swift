internal import Kernels

/// How gradients move the weights.
///
/// An optimizer is a value that holds its settings. What it remembers lies in slots, buffers as
/// long as the weights; the workers each update a stretch of them.
public protocol Optimizer: Codable, Sendable {
  /// Size of a step.
  var learningRate: LearningRate { get set }
  /// How many numbers are remembered for each weight.
  var slotCount: Int { get }
  /// What they are at first: 0 unless said otherwise.
  var slotStart: Float { get }
  /// What happens to gradients and weights around the step.
  var options: OptimizerOptions { get }
  /// A variable must be updated as a whole, since its values meet.
  var updatesWholeVariables: Bool { get }

  /// One step on a stretch of weights, with their gradients and the same stretch of each slot.
  func update(
    _ weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    slots: (Int) -> UnsafeMutablePointer<Float>, count: Int, step: OptimizerStep)
}

extension Optimizer {
  /// Nothing but the step.
  public var options: OptimizerOptions { OptimizerOptions() }
  /// 0.
  public var slotStart: Float { 0 }
  /// Any stretch will do.
  public var updatesWholeVariables: Bool { false }
}

/// One step of an optimizer.
public struct OptimizerStep: Sendable {
  /// Its number, from 1.
  public let iteration: Int
  /// The learning rate at this step.
  public let learningRate: Float
  /// The variable's shape, for an optimizer that updates whole variables.
  public let shape: Shape?

  /// A step of the given number.
  public init(iteration: Int, learningRate: Float, shape: Shape? = nil) {
    self.iteration = iteration
    self.learningRate = learningRate
    self.shape = shape
  }
}

/// What an optimizer remembers: it belongs to the model, not to the optimizer.
final class OptimizerState {
  /// Batches seen so far.
  var iteration = 0
  /// Buffers as long as the weights: the optimizer's own, then those of its options.
  let slots: [UnsafeMutablePointer<Float>]
  /// Moving averages of the weights.
  let average: UnsafeMutablePointer<Float>?
  /// Gradients since the last step.
  let accumulated: UnsafeMutablePointer<Float>?
  private let weightCount: Int
  private let arena = Arena()

  init(_ optimizer: any Optimizer, weightCount: Int) {
    self.weightCount = weightCount
    let own = optimizer.slotCount
    let options = optimizer.options
    let count = Self.slotCount(optimizer)
    slots = (0..<count).map { [arena] _ in arena.allocate(weightCount) }
    average = options.average == nil ? nil : slots[own]
    accumulated = options.accumulationSteps > 1 ? slots[count - 1] : nil
    for slot in slots.prefix(own) where optimizer.slotStart != 0 {
      slot.update(repeating: optimizer.slotStart, count: weightCount)
    }
  }

  /// Slots of the optimizer itself and of its options.
  static func slotCount(_ optimizer: any Optimizer) -> Int {
    let options = optimizer.options
    return optimizer.slotCount + (options.average == nil ? 0 : 1)
      + (options.accumulationSteps > 1 ? 1 : 0)
  }

  /// The numbers in each slot.
  var values: [UnsafeMutableBufferPointer<Float>] {
    slots.map { UnsafeMutableBufferPointer(start: $0, count: weightCount) }
  }
}
