import ArgumentParser
import MNIST
import NeuralNetwork

/// What `--dataset` names.
///
/// Files hold it as it was named.
enum DatasetChoice: RawRepresentable, Codable, ExpressibleByArgument {
  case mnist
  case fashion
  case directory(String)

  init(rawValue: String) {
    switch rawValue {
    case "mnist": self = .mnist
    case "fashion": self = .fashion
    default: self = .directory(rawValue)
    }
  }

  var rawValue: String {
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
