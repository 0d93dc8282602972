/// What came of an epoch.
public struct EpochSummary: Sendable, Codable, Equatable {
  /// The epoch, from 0.
  public let epoch: Int
  /// Seconds for the steps and, apart from them, for the validation.
  public let trainingSeconds, validationSeconds: Double
  /// Every reported number, in the order in which Keras prints them: by name, training first.
  public let values: [Value]

  /// A reported number with its name.
  public struct Value: Sendable, Codable, Equatable {
    /// What it is.
    public let quantity: Quantity
    /// How much it is.
    public let value: Double
  }

  /// One reported number.
  public subscript(quantity: Quantity) -> Double? {
    values[quantity]
  }
}

extension [EpochSummary.Value] {
  /// One reported number.
  subscript(quantity: Quantity) -> Double? { first { $0.quantity == quantity }?.value }

  /// As Keras' progress line ends: `accuracy: 0.9781 - loss: 0.0712`.
  var line: String {
    map { "\($0.quantity): \(KerasNumber.format($0.value))" }.joined(separator: " - ")
  }
}

/// What `fit` gives back: every epoch's numbers.
public struct History: Sendable, Codable, Equatable, CustomStringConvertible {
  /// Nothing yet.
  public init() {}

  /// Epoch by epoch.
  public var epochs: [EpochSummary] = []
  /// Why training ended before the last epoch, if it did.
  public internal(set) var stopReason: String?

  /// One number over all epochs, such as `history[.validationLoss]`; empty if it was not reported.
  public subscript(quantity: Quantity) -> [Double] { epochs.compactMap { $0[quantity] } }

  /// A line an epoch, counted from 1, as the progress line ends.
  public var description: String {
    epochs.map { epoch in
      "Epoch \(epoch.epoch + 1): \(epoch.values.line)"
    }.joined(separator: "\n")
  }

  /// Everything that was reported.
  public var quantities: [Quantity] { epochs.first?.values.map(\.quantity) ?? [] }
}
