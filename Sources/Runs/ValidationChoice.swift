public import MNIST
public import NeuralNetwork

/// How much of the training data is held out.
///
/// Files hold it as it was named.
public enum ValidationChoice: RawRepresentable, Codable, Sendable {
  /// A share, from 0 to below 1, from the end.
  case fraction(Double)
  /// MNIST's pictures by people who wrote none of the others.
  case writers

  /// The choice of a name: a number, or `writers`.
  public init?(rawValue: String) {
    if rawValue == "writers" {
      self = .writers
    } else if let fraction = Double(rawValue), fraction >= 0, fraction < 1 {
      self = .fraction(fraction)
    } else {
      return nil
    }
  }

  /// The number, or `writers`.
  public var rawValue: String {
    switch self {
    case .fraction(let fraction): "\(fraction)"
    case .writers: "writers"
    }
  }

  /// Training and validation data; no validation data for a fraction of 0.
  ///
  /// - Throws: ``RunError/emptySplit(_:)`` or ``RunError/unknownWriters``.
  public func split(
    _ data: MNIST
  ) throws(RunError) -> (training: Dataset, validation: Dataset?) {
    switch self {
    case .fraction(0): return (data.train, nil)
    case .fraction(let fraction):
      let split = data.train.split(validation: fraction)
      guard split.training.count > 0, split.validation.count > 0 else {
        throw .emptySplit(fraction)
      }
      return (split.training, split.validation)
    case .writers:
      guard let split = data.writerDisjoint else { throw .unknownWriters }
      return (split.training, split.validation)
    }
  }
}
