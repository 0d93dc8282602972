import ArgumentParser
import MNIST
import NeuralNetwork

/// What `--dataset` names.
enum DatasetChoice: ExpressibleByArgument, CustomStringConvertible {
  case mnist
  case fashion
  case directory(String)

  init(argument: String) {
    switch argument {
    case "mnist": self = .mnist
    case "fashion": self = .fashion
    default: self = .directory(argument)
    }
  }

  var description: String {
    switch self {
    case .mnist: "mnist"
    case .fashion: "fashion"
    case .directory(let path): path
    }
  }

  static let help: ArgumentHelp =
    "mnist, fashion (Debian's dataset-fashion-mnist), or a directory with four IDX files."

  func load() throws(IDXError) -> MNIST {
    switch self {
    case .mnist: try MNIST.load()
    case .fashion: try MNIST.fashion()
    case .directory(let path): try MNIST.load(directory: path)
    }
  }

  /// What the classes are called.
  var classNames: [String] {
    switch self {
    case .fashion:
      [
        "T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
        "boot",
      ]
    case .mnist, .directory: (0..<10).map(String.init)
    }
  }
}

/// What `--validation-split` names: how much of the training data is held out.
enum ValidationChoice: CustomStringConvertible {
  case fraction(Double)
  case writers

  init(parsing argument: String) throws {
    if argument == "writers" {
      self = .writers
    } else if let fraction = Double(argument), fraction >= 0, fraction < 1 {
      self = .fraction(fraction)
    } else {
      throw ValidationError("Expected a fraction from 0 to below 1, or “writers”.")
    }
  }

  var description: String {
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
