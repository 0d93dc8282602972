import Foundation
import Testing

@testable import NeuralNetwork

/// Reports against scikit-learn and NumPy.
@Suite struct ReportTests {
  private struct Classification: Decodable {
    struct Report: Decodable {
      let digits: Int
      let targetNames: [String]?
      let text: String
    }

    let labels, predictions: [Int]
    let reports: [Report]
  }

  private struct Calibrations: Decodable {
    struct Bin: Decodable {
      let count: Int
      let confidence, accuracy: Double?
    }

    struct Case: Decodable {
      let bins: [Bin]
      let expectedCalibrationError, maximumCalibrationError: Double
    }

    let confidences: [Double]
    let correct: [Int]
    let cases: [Case]
  }

  private func read<Value: Decodable>(_ name: String) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Value.self, from: Data(Golden.text(name).utf8))
  }

  @Test func classificationReport() throws {
    let golden: Classification = try read("classification_report.json")
    let matrix = ConfusionMatrix(
      labels: golden.labels, predictions: golden.predictions, classes: 10)
    #expect(golden.reports.count >= 2)
    for report in golden.reports {
      let ours = ClassificationReport(matrix, classNames: report.targetNames, digits: report.digits)
      #expect(ours.description == report.text)
    }
    #expect(
      try ClassificationReport(matrix).description == Golden.text("classification_report.txt"))
  }

  @Test func confusionMatrix() {
    let matrix = ConfusionMatrix(
      labels: [0, 0, 1, 2, 9], predictions: [0, 2, 1, 2, 0], classes: 3)
    #expect(matrix.counts == [[1, 0, 1], [0, 1, 0], [0, 0, 1]])
    #expect(matrix.support(of: 0) == 2)
    #expect(matrix.precision(of: 2) == 0.5)
    #expect(matrix.recall(of: 0) == 0.5)
    #expect(matrix.f1Score(of: 0) == 2.0 / 3)
    #expect(matrix.accuracy == 0.75)
    #expect(ConfusionMatrix(labels: [], predictions: [], classes: 2).accuracy == 0)
  }

  @Test func calibration() throws {
    let golden: Calibrations = try read("calibration.json")
    #expect(golden.cases.map(\.bins.count) == [10, 15])
    for expected in golden.cases {
      let ours = Calibration(
        confidences: golden.confidences, areRight: golden.correct.map { $0 == 1 },
        binCount: expected.bins.count)
      for (ours, theirs) in zip(ours.bins, expected.bins) {
        #expect(ours.count == theirs.count)
        #expect(abs(ours.confidence - (theirs.confidence ?? 0)) < 1e-12)
        #expect(abs(ours.accuracy - (theirs.accuracy ?? 0)) < 1e-12)
      }
      #expect(abs(ours.expectedError - expected.expectedCalibrationError) < 1e-12)
      #expect(abs(ours.maximumError - expected.maximumCalibrationError) < 1e-12)
    }
  }

  /// Nothing to divide by, and confidences that are none.
  @Test func calibrationOfNothing() {
    #expect(Calibration(confidences: [], areRight: []).expectedError == 0)
    let odd = Calibration(confidences: [.nan, 2, -1, 0], areRight: [true, true, true, false])
    #expect(odd.bins.map(\.count) == [2] + [Int](repeating: 0, count: 13) + [1])
  }

  @Test func ofPredictions() throws {
    let predictions = Predictions(
      values: [0.75, 0.25, 0.375, 0.625, 0.125, 0.875], classCount: 2,
      probabilityActivation: .linear)
    let data = try Dataset(floats: [0, 0, 0], shape: [1], labels: [0, 0, 1], classes: 2)
    #expect(predictions.confusionMatrix(against: data).counts == [[1, 1], [0, 1]])
    let bins = predictions.calibration(against: data, binCount: 4).bins
    #expect(bins.map(\.count) == [0, 0, 2, 1])
    #expect(bins[2].confidence == 0.6875 && bins[2].accuracy == 0.5)
    let one = Predictions(values: [0.1, 0.7], classCount: 1, probabilityActivation: .linear)
    let pair = try Dataset(floats: [0, 0], shape: [1], labels: [0, 0], classes: 2)
    #expect(one.calibration(against: pair, binCount: 10).bins[8].accuracy == 1)
  }

  /// Logits of 2 and 0: 0.881 as they are, 0.731 at temperature 2.
  @Test func temperatureDividesLogits() throws {
    let data = try Dataset(floats: [0, 0], shape: [1], labels: [0, 1], classes: 2)
    let logits = Predictions(
      values: [2, 0, 0, 2], classCount: 2, probabilityActivation: .softmax)
    func confidence(_ predictions: Predictions, _ temperature: Float) -> Double {
      let bins = predictions.calibration(against: data, binCount: 1, temperature: temperature).bins
      return bins[0].confidence
    }
    #expect(abs(confidence(logits, 1) - 0.880797) < 1e-6)
    #expect(abs(confidence(logits, 2) - 0.731059) < 1e-6)
    // Probabilities stay as they are.
    let sure = Predictions(
      values: [0.9, 0.1, 0.1, 0.9], classCount: 2, probabilityActivation: .linear)
    #expect(confidence(sure, 2) == confidence(sure, 1))
  }
}
