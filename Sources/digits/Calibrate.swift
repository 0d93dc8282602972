import ArgumentParser
import DigitReader
import Foundation
import MNIST
import NeuralNetwork
import Runs

/// `digits calibrate`: from where on a network is sure, and from where on a picture is no digit.
struct Calibrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Calibrate a model's confidences, and its sense for what is no digit.",
    discussion: """
      Takes a run that was trained with --validation-split, measures on the digits held out, and \
      writes temperature and threshold into that model, or, with --model, into another one of the \
      same recipe, such as one trained on all digits.
      """)

  @Argument(help: ArgumentHelp("The directory of a run with a validation split.", valueName: "run"))
  var source: String

  @Option(help: "The model to calibrate. Default: the run's own.")
  var model: String?

  @Option(help: "The file to write the calibrated model to. Default: where it is.")
  var output: String?

  @Flag(help: "Keep weights in 16 bits, half the size.")
  var half = false

  @Option(help: "Share of digits that may be turned away.")
  var falseRejects = 0.005

  func validate() throws {
    guard !half || output != nil else {
      throw ValidationError("--half writes weights that differ a little: give an --output.")
    }
    guard (0..<0.5).contains(falseRejects) else {
      throw ValidationError(
        "Expected 0 to below 0.5 for --false-rejects; received \(falseRejects).")
    }
  }

  func run() throws {
    let directory = RunDirectory(path: source)
    let learnt = try Sequential(contentsOf: directory.model)
    guard let settings = RunSettings(of: learnt),
      let held = try settings.validation.split(settings.dataset.load()).validation
    else {
      throw Failure(
        "\(source) was not trained with a --validation-split: all digits were learnt from.",
        code: Failure.dataError)
    }
    let calibration = try DigitClassifier.Calibration(
      of: learnt, on: held, falseRejects: falseRejects)
    let path = model ?? directory.model
    let target = try Sequential(contentsOf: path)
    guard target.variables.map(\.shape) == learnt.variables.map(\.shape) else {
      throw Failure(
        "\(path) is another network than \(source): what holds for one may not hold for the other.",
        code: Failure.dataError)
    }
    try calibration.note(in: target)
    try target.save(to: output ?? path, precision: half ? .half : .single)
    print(
      """
      Temperature \(String(format: "%.3f", calibration.temperature)), least familiarity \
      \(String(format: "%.2f", calibration.leastFamiliarity ?? 0)), usual \
      \(String(format: "%.2f", calibration.usualFamiliarity ?? 0)), from \(held.count) digits held out.
      \(output ?? path)
      """)
  }
}
