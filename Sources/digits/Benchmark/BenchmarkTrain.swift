import ArgumentParser
import Foundation
import MNIST
import NeuralNetwork
import Recipes
import Runs

/// `digits benchmark train`: seconds an epoch, and how soon the first step is done.
struct BenchmarkTrain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train on MNIST, and print the times as one line of JSON.")

  @Option(help: "The network.") var model = Recipe.dense
  @Option(help: "Pictures in a step.") var batchSize: Int?
  @Option(help: "Times through the training data.") var epochs = 5
  @Option(help: "Workers that share each step. Default: one for every core.") var threads: Int?
  @Option(help: "Change pictures as in this model's training. Default: as in the network's own.")
  var augmentedAs: Recipe?

  private struct Report: Encodable {
    let epochSeconds: [Double]
    let accuracy: Double?
    let firstStepSeconds: Double?
  }

  func run() throws {
    let mnist = try MNIST.load()
    let network = try model.model(
      for: mnist.train, batchSize: batchSize, epochs: epochs, threads: threads)
    var firstStep: Date?
    let watch = LambdaCallback(onTrainBatchEnd: { _ in
      if firstStep == nil { firstStep = Date() }
      return .goOn
    })
    let training = (augmentedAs ?? model).training(on: mnist.train, epochs: .max)
    let history = try network.fit(
      training, batchSize: batchSize ?? model.batchSize, epochs: epochs, verbose: .silent,
      callbacks: [watch])
    let report = Report(
      epochSeconds: history.epochs.map(\.trainingSeconds),
      accuracy: try network.evaluate(mnist.test).accuracy,
      firstStepSeconds: firstStep.flatMap { step in
        Self.started.map { step.timeIntervalSince1970 - $0 }
      })
    print(try JSON.text(report, onOneLine: true))
  }

  /// When whoever measures started this process, in seconds since 1970.
  private static var started: Double? {
    ProcessInfo.processInfo.environment["BENCHMARK_STARTED"].flatMap(Double.init)
  }
}
