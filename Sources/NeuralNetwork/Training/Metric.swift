/// What is counted beside the loss.
public enum Metric: String, Sendable, Codable, CaseIterable {
  /// Share of samples whose largest output is that of their label.
  case accuracy
}

/// The name of a number that training reports.
public struct Quantity: Hashable, Sendable, Codable, RawRepresentable, CustomStringConvertible {
  /// As Keras' logs have it.
  public let rawValue: String
  /// A quantity of the given name.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Mean loss over the epoch's training samples, as the network was while it saw them.
  public static let loss = Quantity(rawValue: "loss")
  /// Accuracy over the epoch's training samples.
  public static let accuracy = Quantity(rawValue: "accuracy")
  /// Mean loss over the validation samples, at the end of the epoch.
  public static let validationLoss = Quantity(rawValue: "val_loss")
  /// Accuracy over the validation samples.
  public static let validationAccuracy = Quantity(rawValue: "val_accuracy")

  /// The same as its raw value.
  public var description: String { rawValue }
}

/// The place of the largest of `count` values; the first among equals.
func indexOfLargest(_ values: UnsafePointer<Float>, count: Int) -> Int {
  var best = 0
  for i in 1..<max(1, count) where values[i] > values[best] { best = i }
  return best
}
