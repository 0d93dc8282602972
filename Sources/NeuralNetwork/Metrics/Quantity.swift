/// The name of a number that training reports.
///
/// Callbacks are told by it what to watch, so that a misspelt name does not compile:
/// `EarlyStopping(monitor: .validationLoss)`. That of a metric without a constant here comes from
/// the metric: `Metric.auc().validationQuantity`.
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
  public static let validationLoss = Quantity.loss.onValidation
  /// Accuracy over the validation samples.
  public static let validationAccuracy = Quantity.accuracy.onValidation
  /// The optimizer's learning rate.
  public static let learningRate = Quantity(rawValue: "learning_rate")

  private static let validationPrefix = "val_"

  /// The same of the validation samples.
  var onValidation: Quantity { Quantity(rawValue: Self.validationPrefix + rawValue) }

  /// It is measured on the validation samples.
  public var isValidation: Bool { rawValue.hasPrefix(Self.validationPrefix) }

  /// The same of the training samples.
  public var onTraining: Quantity {
    isValidation
      ? Quantity(rawValue: String(rawValue.dropFirst(Self.validationPrefix.count))) : self
  }

  /// The same as its raw value.
  public var description: String { rawValue }
}
