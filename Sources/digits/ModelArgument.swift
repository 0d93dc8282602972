import ArgumentParser
import DigitReader
import Foundation
import MNIST
import NeuralNetwork
import Runs

/// The model that a command works with, and the data to try it on.
struct ModelArgument: ParsableArguments {
  static let help: ArgumentHelp = "A model file, or the directory of a run."

  @Argument(
    help: "\(ModelArgument.help.abstract) Default: the network that came with this program.")
  var path: String?

  @Option(help: "\(DatasetChoice.help.abstract) Default: what the model was trained on.")
  var dataset: DatasetChoice?

  static func model(at path: String?) throws -> Sequential {
    guard let path else { return try DigitClassifier.pretrainedModel() }
    return try Sequential(contentsOf: file(at: path))
  }

  /// The model file that a path names: its own, or that of a run's directory.
  static func file(at path: String) throws -> String {
    let files = FileManager.default
    var isDirectory: ObjCBool = false
    guard files.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue else {
      return path
    }
    let run = RunDirectory(path: path)
    if !files.fileExists(atPath: run.model), run.holdsSeveral {
      let first = try? files.contentsOfDirectory(atPath: path).filter { $0.hasPrefix("seed-") }
        .min()
      throw Failure(
        "\(path) holds several networks: name one of them, such as \(path)/\(first ?? "seed-0").",
        code: Failure.noInput)
    }
    if !files.fileExists(atPath: run.model), run.isBegun {
      throw Failure(
        "\(path) holds a training that has not ended: finish it with digits train --resume "
          + "\(run.several?.path ?? path).", code: Failure.noInput)
    }
    return run.model
  }

  /// The recipe that a model's file names, without what a terminal would obey.
  static func name(of model: Sequential) -> String? {
    RunSettings(of: model).map { settings in
      String(
        String.UnicodeScalarView(
          settings.recipe.unicodeScalars.prefix(40).filter {
            $0.properties.generalCategory != .control
          }))
    }
  }

  /// The model, what to call it, and what to try it on.
  func load() throws -> (
    model: Sequential, title: String, test: Dataset, choice: DatasetChoice
  ) {
    let model = try Self.model(at: path)
    let settings = RunSettings(of: model)
    let choice = dataset ?? settings?.dataset ?? .mnist
    let test = try choice.load().test
    guard model.outputShape == [test.classes] else {
      throw ModelError.outputMismatch(output: model.outputShape, classes: test.classes)
    }
    return (model, Self.name(of: model) ?? path ?? "", test, choice)
  }
}
