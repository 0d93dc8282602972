import ArgumentParser
import Foundation
import MNIST
import NeuralNetwork

/// The model that a command works with, and the data to try it on.
struct ModelArgument: ParsableArguments {
  @Argument(help: "A model file, or the directory of a run.")
  var path: String

  @Option(help: "\(DatasetChoice.help.abstract) Default: what the model was trained on.")
  var dataset: DatasetChoice?

  func loadModel() throws -> Sequential {
    var isDirectory: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
    return try Sequential(
      contentsOf: exists && isDirectory.boolValue ? RunDirectory(path: path).model : path)
  }

  func load() throws -> (model: Sequential, test: Dataset, choice: DatasetChoice) {
    let model = try loadModel()
    let choice =
      dataset ?? RunSettings(of: model).map { DatasetChoice(argument: $0.dataset) } ?? .mnist
    return (model, try choice.load().test, choice)
  }
}
