import ArgumentParser
import NeuralNetwork

/// `digits summary`: a model's layers, shapes and sizes.
struct Summary: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a model's layers, the shapes between them, and their sizes.")

  @Argument(
    help: "\(ModelArgument.help.abstract) Default: the network that came with this program.")
  var path: String?

  func run() throws {
    print(try ModelArgument.model(at: path).summary())
  }
}
