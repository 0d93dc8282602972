import Foundation
import Testing

@testable import NeuralNetwork

/// The program at the head of the article “From Keras to Digits” compiles, runs, and is what is printed there.
@Suite struct ArticleTests {
  @Test func program() throws {
    let folder = try TemporaryFolder()
    let training = try Dataset(
      bytes: (0..<40 * 784).map { UInt8($0 * 37 % 251) }, shape: [28, 28, 1],
      labels: (0..<40).map { UInt8($0 % 10) }, classes: 10)
    let test = training[0..<10]
    try train(on: training, test, in: folder.path(""))

    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let article = try String(
      contentsOf: root.appending(
        path: "Sources/NeuralNetwork/NeuralNetwork.docc/FromKerasToDigits.md"), encoding: .utf8)
    let listing = try #require(article.firstMatch(of: /```swift\n((?s).*?)```/)).1
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    for line in listing.split(separator: "\n") {
      // Where files go is the test's own business, and an article prints.
      let line = line.trimmingCharacters(in: .whitespaces)
      guard !line.hasPrefix("BackupAndRestore"), !line.hasPrefix("print(") else { continue }
      #expect(source.contains("    " + line), "\(line)")
    }
  }

  private func train(on training: Dataset, _ test: Dataset, in folder: String) throws {
    let model = try Sequential {
      Input(shape: [28, 28, 1])
      Conv2D(filters: 32, kernelSize: 3, activation: .relu, kernelRegularizer: .l2(0.0001))
      BatchNormalization()
      MaxPooling2D(poolSize: 2)
      Flatten()
      Dropout(rate: 0.5)
      Dense(units: 10).named("logits")
    }
    model.compile(
      optimizer: AdamW(learningRate: .cosineDecay(from: 0.001, decaySteps: 5000)).clipnorm(1),
      loss: .sparseCategoricalCrossentropy(labelSmoothing: 0.1),
      metrics: [.accuracy, .topKCategoricalAccuracy(k: 3)])
    let history = try model.fit(
      training, batchSize: 128, epochs: 12,
      verbose: .silent,
      callbacks: [
        EarlyStopping(monitor: .validationAccuracy, patience: 3, restoreBestWeights: true),
        BackupAndRestore(backupDirectory: folder + "/backup"),
        CSVLogger(filename: folder + "/history.csv"),
      ], validationSplit: 0.1, classWeight: [8: 2])
    #expect(history[.learningRate].count == history.epochs.count)
    #expect(try model.evaluate(test).values.count == 3)
    let report = ClassificationReport(try model.predict(test).confusionMatrix(against: test))
    #expect(report.description.contains("macro avg"))
  }
}
