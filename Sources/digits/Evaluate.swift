import ArgumentParser
import Foundation
import MNIST
import NeuralNetwork

/// `digits evaluate`: how well a model does on the test pictures.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure a model on unseen digits.")

  @OptionGroup var model: ModelArgument

  @Option(help: "Directory for figures: confusion matrix, predictions, worst mistakes.")
  var figures: String?

  @Flag(help: "Print precision, recall and F1 score of each class, too.")
  var report = false

  @Flag(help: "Print one JSON object.")
  var json = false

  /// What `--json` prints.
  private struct Report: Encodable {
    let accuracy: Double?
    let loss: Double
    let count: Int
    let confusion: [[Int]]
    /// Where the accuracy lies with 95 % probability.
    let interval: [Double]?
  }

  func validate() throws {
    guard figures != "" else { throw ValidationError("Expected a directory for --figures.") }
  }

  func run() throws {
    let (model, title, test, choice) = try model.load()
    let predictions = try model.predict(test)
    let evaluation = try model.evaluate(predictions, against: test)
    let drawings = RunFigures(
      title: title, classNames: choice.classNames, data: test, predictions: predictions)
    let names = try figures.map { try drawings.write(to: $0) }
    if json {
      return print(
        try JSON.text(
          Report(
            accuracy: evaluation.accuracy, loss: evaluation.loss, count: evaluation.count,
            confusion: drawings.confusionMatrix,
            interval: evaluation.accuracyInterval.map { [$0.lowerBound, $0.upperBound] })))
    }
    print(evaluation.sentence)
    if report {
      let matrix = predictions.confusionMatrix(against: test)
      print("\n\(ClassificationReport(matrix, classNames: choice.classNames, digits: 4))")
    }
    for name in names ?? [] { print("\(figures ?? "")/\(name.rawValue).png") }
  }
}

extension Evaluation {
  /// Accuracy with what of it may be luck, and loss, for people.
  var sentence: String {
    guard let accuracy, let interval = accuracyInterval else { return "\(self)" }
    func percent(_ share: Double) -> String { String(format: "%.2f", share * 100) }
    let right = Int((accuracy * Double(count)).rounded())
    return """
      Test accuracy \(percent(accuracy)) % (95 % interval \(percent(interval.lowerBound)) to \
      \(percent(interval.upperBound)) %): \(right) of \(count) unseen pictures right. \
      Loss \(String(format: "%.4f", loss)).
      """
  }
}
