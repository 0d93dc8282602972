internal import NeuralNetwork
internal import Runs

extension Setting: CustomStringConvertible {
  /// What is not as usual about it, such as `dense, lion, gelu, rate 0.0001`.
  public var description: String {
    var parts = [model, optimizer.rawValue, activation.name]
    if let learningRate { parts.append("rate \(learningRate)") }
    if let batchSize { parts.append("batch \(batchSize)") }
    if let dropout { parts.append("dropout \(dropout)") }
    if width != 1 { parts.append("width \(NumberChoices.text(width))") }
    if schedule != .constant { parts.append(schedule.rawValue) }
    if isAugmented { parts.append("augmented") }
    return parts.joined(separator: ", ")
  }
}
