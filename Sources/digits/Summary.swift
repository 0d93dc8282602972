import ArgumentParser
import NeuralNetwork

/// `digits summary`: a model's layers, shapes and sizes.
struct Summary: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a model's layers, the shapes between them, and their sizes.")

  @Argument(help: "A model file, or the directory of a run.")
  var path: String

  func run() throws {
    let argument = try ModelArgument.parse([path])
    print(try argument.loadModel().summary())
  }
}
