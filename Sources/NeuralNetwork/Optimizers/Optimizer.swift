/// How gradients move the weights.
///
/// An optimizer is a value that holds its settings. What it remembers lies in slots, buffers as
/// long as the weights; the workers each update a stretch of them.
public protocol Optimizer: Codable, Sendable {
  /// Keras' name for it.
  static var name: String { get }
  /// Size of a step.
  var learningRate: Float { get set }
  /// How many numbers are remembered for each weight; all begin at 0.
  var slotCount: Int { get }

  /// One step on a stretch of weights.
  ///
  /// - Parameters:
  ///   - iteration: Number of this step, from 1.
  ///   - slots: The stretch of each slot.
  func update(
    _ weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    slots: (Int) -> UnsafeMutablePointer<Float>, count: Int, iteration: Int)
}

/// What an optimizer remembers: it belongs to the model, not to the optimizer.
final class OptimizerState {
  /// Steps done so far.
  var iteration = 0
  /// Buffers as long as the weights.
  let slots: [UnsafeMutablePointer<Float>]
  private let weightCount: Int
  private let arena = Arena()

  init(_ optimizer: any Optimizer, weightCount: Int) {
    self.weightCount = weightCount
    slots = (0..<optimizer.slotCount).map { [arena] _ in arena.allocate(weightCount) }
  }

  /// The numbers in each slot.
  var values: [UnsafeMutableBufferPointer<Float>] {
    slots.map { UnsafeMutableBufferPointer(start: $0, count: weightCount) }
  }
}
