import ArgumentParser
import DigitReader
import Foundation
import MNIST
import NeuralNetwork
import Runs

/// `digits evaluate`: how well a model does on the test pictures.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure a model on unseen digits.")

  @OptionGroup var model: ModelArgument

  @Option(help: "Directory for figures: confusion matrix, predictions, worst mistakes.")
  var figures: String?

  @Flag(help: "Print precision, recall and F1 score of each class, too.")
  var report = false

  @Flag(help: "Measure it on the fifteen corruptions of MNIST-C, too.")
  var corruptions = false

  @Option(help: "Another model to show beside it under --corruptions.")
  var beside: String?

  @Option(
    help: ArgumentHelp(
      "IDX file of pictures that are no digits: how many are taken for one? May be repeated.",
      valueName: "file"))
  var strangers: [String] = []

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
    let calibrationError: Double
    /// Accuracy under each corruption, in the order of MNIST-C, of this model and the one beside it.
    let corruptions: [CorruptionReport.Line]?
    let strangers: StrangerReport?
    let report: [ClassLine]?
  }

  /// What `--report` adds for a class.
  private struct ClassLine: Encodable {
    let name: String
    let precision, recall, f1Score: Double
    let support: Int

    init(_ name: String, _ matrix: ConfusionMatrix, class c: Int) {
      self.name = name
      precision = matrix.precision(of: c)
      recall = matrix.recall(of: c)
      f1Score = matrix.f1Score(of: c)
      support = matrix.support(of: c)
    }
  }

  func validate() throws {
    guard figures != "" else { throw ValidationError("Expected a directory for --figures.") }
    if beside != nil, !corruptions { throw ValidationError("--beside goes with --corruptions.") }
  }

  func run() throws {
    let (model, title, test, choice) = try model.load()
    let predictions = try model.predict(test)
    let evaluation = try model.evaluate(predictions, against: test)
    let noted = try DigitClassifier.Calibration(notedIn: model)
    let drawings = RunFigures(
      title: title, classNames: choice.classNames, data: test, predictions: predictions,
      temperature: Float(noted?.temperature ?? 1))
    var written = try figures.map { try drawings.write(to: $0).map(\.rawValue) } ?? []
    let damage = try corruptions ? corruptionReport(model, title, test) : nil
    if let damage, let figures {
      for format in FigureFile.Format.allCases {
        try FigureFile("\(figures)/corruptions", format).write(damage.chart)
        try FigureFile("\(figures)/corrupted", format).write(damage.sheet())
      }
      written += ["corruptions", "corrupted"]
    }
    let unknown =
      try strangers.isEmpty
      ? nil
      : StrangerReport(try DigitClassifier(model), digits: test, strangers: strangers)
    let matrix = predictions.confusionMatrix(against: test)
    if json {
      let lines =
        report ? choice.classNames.enumerated().map { ClassLine($1, matrix, class: $0) } : nil
      return print(
        try JSON.text(
          Report(
            accuracy: evaluation.accuracy, loss: evaluation.loss, count: evaluation.count,
            confusion: drawings.confusionMatrix,
            interval: evaluation.accuracyInterval.map { [$0.lowerBound, $0.upperBound] },
            calibrationError: drawings.calibration.expectedError,
            corruptions: damage?.lines, strangers: unknown, report: lines)))
    }
    print(evaluation.sentence)
    if let noted {
      print(
        "Calibration error \(percent(drawings.calibration.expectedError)) (ECE of 15 bins, at its "
          + "temperature of \(String(format: "%.2f", noted.temperature))).")
    }
    if report {
      print("\n\(ClassificationReport(matrix, classNames: choice.classNames, digits: 4))")
    }
    if let damage { print("\n\(damage.table)") }
    if let unknown { print("\n\(unknown.text)") }
    for name in written { print("\(figures ?? "")/\(name).png") }
  }

  private func corruptionReport(
    _ model: Sequential, _ title: String, _ test: Dataset
  ) throws -> CorruptionReport {
    var models = [(title, model)]
    if let beside {
      let other = try ModelArgument.model(at: beside)
      let name = ModelArgument.name(of: other) ?? beside
      // Two of one recipe are told apart by where they are.
      models.append((name == title ? beside : name, other))
    }
    return try CorruptionReport(models, on: test)
  }
}

extension Evaluation {
  /// Accuracy with what of it may be luck, and loss, for people.
  var sentence: String {
    guard let accuracy, let interval = accuracyInterval else { return "\(self)" }
    let right = Int((accuracy * Double(count)).rounded())
    return """
      Test accuracy \(percent(accuracy)) (95 % interval \(percent(interval.lowerBound)) to \
      \(percent(interval.upperBound))): \(right) of \(count) unseen pictures right. \
      Loss \(String(format: "%.4f", loss)).
      """
  }
}
