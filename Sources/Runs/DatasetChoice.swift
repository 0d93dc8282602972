public import MNIST

/// Pictures to learn from, by name.
///
/// Files hold it as it was named.
public enum DatasetChoice: RawRepresentable, Codable, Hashable, Sendable {
  /// MNIST, which lies in the program.
  case mnist
  /// Debian's package of Fashion-MNIST.
  case fashion
  /// Four IDX files in the directory of this path.
  case directory(String)

  /// The pictures of a name; what is no name is a path.
  public init(rawValue: String) {
    switch rawValue {
    case "mnist": self = .mnist
    case "fashion": self = .fashion
    default: self = .directory(rawValue)
    }
  }

  /// The name, or the path.
  public var rawValue: String {
    switch self {
    case .mnist: "mnist"
    case .fashion: "fashion"
    case .directory(let path): path
    }
  }

  /// The pictures.
  ///
  /// - Throws: `IDXError` if they are not there, or not what they should be.
  public func load() throws(IDXError) -> MNIST {
    switch self {
    case .mnist: try MNIST.load()
    case .fashion: try MNIST.fashion()
    case .directory(let path): try MNIST.load(directory: path)
    }
  }

  /// What the classes are called.
  public var classNames: [String] {
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
