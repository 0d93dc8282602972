import Figures
import Foundation
import NeuralNetwork
import TensorBoard
import Testing

/// What TensorBoard itself finds in our files.
@Suite(
  .enabled(
    if: Python.path != nil,
    "Set DIGITS_PYTHON to a Python with Reference/requirements-test.txt installed; Scripts/test does."
  ))
struct ReadingByTensorBoardTests {
  /// Training as in the documentation, a picture after every epoch: TensorBoard finds the history.
  @Test func trainingWithPictures() throws {
    let folder = try TemporaryFolder()
    let board = TensorBoard(logDirectory: folder.path, updateFrequency: .batches(3))
    let test = try Samples.dataset(count: 9)
    var pictures: [String] = []
    let drawing = LambdaCallback(onEpochEnd: { epoch, session in
      var counts = Array(repeating: Array(repeating: 0, count: 3), count: 3)
      for (label, guess) in zip(test.labels, try session.model.predict(test).predictedClasses) {
        counts[label][guess] += 1
      }
      let figure = try ConfusionMatrixFigure(classNames: (0..<3).map(String.init), counts: counts)
      let png = try figure.png()
      try board.writeImage("confusion", png: png, step: epoch.epoch, run: .validation)
      let size = [16, 20].map { png[$0..<$0 + 4].reduce(0) { $0 << 8 | Int($1) } }
      pictures.append("validation confusion \(epoch.epoch) \(size[0]) \(size[1])")
      return .goOn
    })
    let history = try Samples.model().fit(
      Samples.dataset(count: 20), batchSize: 3, epochs: 2, verbose: .silent,
      callbacks: [board, drawing], validationSplit: 0.25)

    var expected = pictures
    for epoch in history.epochs {
      for value in epoch.values {
        let (run, name) =
          value.quantity.isValidation
          ? ("validation", "\(value.quantity.onTraining)") : ("train", "\(value.quantity)")
        let number = Double(Float(value.value))
        expected.append("\(run) epoch_\(name) \(epoch.epoch) \(number)")
        if run == "validation" {
          expected.append(
            "\(run) evaluation_\(name)_vs_iterations \(5 * epoch.epoch + 5) \(number)")
        }
      }
      expected.append("train epoch_learning_rate \(epoch.epoch) \(Double(Float(0.1)))")
    }
    let found = try read(folder.path)
    #expect(found.filter { !$0.contains(" batch_") }.sorted() == expected.sorted())
    let batches = found.filter { $0.contains(" batch_loss ") }.map { $0.split(separator: " ")[2] }
    #expect(batches == ["3", "6", "9"])
  }

  /// Wherever the last record is cut off.
  @Test(arguments: [1, 4, 9, 30])
  func brokenLastRecord(missing: Int) throws {
    let folder = try TemporaryFolder()
    let history = try Samples.model().fit(
      Samples.dataset(count: 4), epochs: 2, verbose: .silent,
      callbacks: [TensorBoard(logDirectory: folder.path)])
    let path = try folder.onlyFile(in: "train")
    try Data(contentsOf: URL(filePath: path)).dropLast(missing).write(to: URL(filePath: path))
    let found = try read(folder.path)
    #expect(found.count == 5)
    for (step, loss) in history[.loss].enumerated() {
      #expect(found.contains("train epoch_loss \(step) \(Double(Float(loss)))"))
    }
  }

  private func read(_ directory: String) throws -> [String] {
    let output = try Python.output(of: "Reference/read_tensorboard.py", directory)
    return output.split(separator: "\n").map(String.init)
  }
}
