import ArgumentParser
import MNIST
import NeuralNetwork

/// What `--validation-split` names: how much of the training data is held out.
///
/// Files hold it as it was named.
enum ValidationChoice: RawRepresentable, Codable {
  case fraction(Double)
  case writers

  init?(rawValue: String) {
    if rawValue == "writers" {
      self = .writers
    } else if let fraction = Double(rawValue), fraction >= 0, fraction < 1 {
      self = .fraction(fraction)
    } else {
      return nil
    }
  }

  /// A value of the command line.
  init(parsing argument: String) throws {
    guard let choice = Self(rawValue: argument) else {
      throw ValidationError("Expected a fraction from 0 to below 1, or “writers”.")
    }
    self = choice
  }

  var rawValue: String {
    switch self {
    case .fraction(let fraction): "\(fraction)"
    case .writers: "writers"
    }
  }

  /// Training and validation data; no validation data for a fraction of 0.
  func split(_ data: MNIST) throws -> (training: Dataset, validation: Dataset?) {
    switch self {
    case .fraction(0): return (data.train, nil)
    case .fraction(let fraction):
      let split = data.train.split(validation: fraction)
      guard split.training.count > 0, split.validation.count > 0 else {
        throw ValidationError(
          "A validation split of \(fraction) leaves nothing to train on or nothing to validate on.")
      }
      return (split.training, split.validation)
    case .writers:
      guard let split = data.writerDisjoint else {
        throw ValidationError(
          "Writers are known for MNIST only; give a fraction such as --validation-split 0.1.")
      }
      return (split.training, split.validation)
    }
  }
}
