import Figures
import Foundation
import MNIST
import NeuralNetwork

/// How models bear the fifteen corruptions of MNIST-C.
struct CorruptionReport {
  /// A model's name, its accuracy on the pictures as they are, and under each corruption in order.
  struct Line: Encodable {
    let name: String
    let clean: Double
    let mean: Double
    let accuracies: [Double]

    init(name: String, clean: Double, accuracies: [Double]) {
      self.name = name
      self.clean = clean
      self.accuracies = accuracies
      mean = average(accuracies)
    }
  }

  let lines: [Line]
  private let pictures: Dataset

  /// Measures each model on the same pictures.
  ///
  /// - Throws: `ModelError` if they are not bytes of 28 × 28 pixels, or do not fit a model.
  init(_ models: [(name: String, model: Sequential)], on pictures: Dataset) throws {
    self.pictures = pictures
    var accuracies = [[Double]](repeating: [], count: models.count)
    for one in models where one.model.outputShape != [pictures.classes] {
      throw ModelError.outputMismatch(output: one.model.outputShape, classes: pictures.classes)
    }
    func accuracy(_ model: Sequential, _ pictures: Dataset) throws -> Double {
      let right = zip(try model.predict(pictures).predictedClasses, pictures.labels)
        .count { $0 == $1 }
      return Double(right) / Double(max(1, pictures.count))
    }
    for corruption in Corruption.allCases {
      let corrupted = try pictures.corrupted(by: corruption)
      for (i, one) in models.enumerated() {
        accuracies[i].append(try accuracy(one.model, corrupted))
      }
    }
    lines = try zip(models, accuracies).map {
      Line(name: $0.name, clean: try accuracy($0.model, pictures), accuracies: $1)
    }
  }

  /// A table in Markdown, which reads as well in a terminal.
  var table: String {
    func row(_ name: String, _ cells: [String]) -> String {
      "| \(name.padding(toLength: 13, withPad: " ", startingAt: 0)) | "
        + cells.map { $0.padding(toLength: max(8, $0.count), withPad: " ", startingAt: 0) }
        .joined(separator: " | ") + " |"
    }
    let rows = Corruption.allCases.enumerated().map { index, corruption in
      row(corruption.rawValue, lines.map { percent($0.accuracies[index]) })
    }
    return
      ([
        row("corruption", lines.map(\.name)),
        "|---------------|" + lines.map { _ in "---------:|" }.joined(),
        row("none", lines.map { percent($0.clean) }),
      ] + rows + [row("mean of 15", lines.map { percent($0.mean) })]).joined(separator: "\n")
  }

  /// A chart of the accuracies.
  var chart: AccuracyChart {
    AccuracyChart(
      title: "Accuracy under the corruptions of MNIST-C",
      subtitle: lines.map { "\($0.name): mean \(String(format: "%.1f", $0.mean * 100)) %" }
        .joined(separator: ", "),
      conditions: Corruption.allCases.map(\.rawValue),
      series: lines.map { .init($0.name, $0.accuracies) })
  }

  /// A row of pictures for each corruption.
  func sheet() throws -> PictureSheet {
    let shown = pictures.prefix(10)
    func row(_ name: String, _ pictures: Dataset) throws -> PictureSheet.Row {
      PictureSheet.Row(name, try (0..<pictures.count).map(pictures.greyPicture))
    }
    return PictureSheet(
      title: "The corruptions of MNIST-C",
      rows: try [row("none", shown)]
        + Corruption.allCases.map { try row($0.rawValue, shown.corrupted(by: $0)) })
  }
}
