import ArgumentParser
import Runs

extension RunDirectory: ExpressibleByArgument {
  /// An empty path would mean the root of the file system.
  public init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    self.init(path: argument)
  }
}
