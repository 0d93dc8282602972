import ArgumentParser
import Foundation
import MNIST
import NeuralNetwork
import Recipes

/// `digits benchmark growth`: what a picture costs as batches, threads and networks grow.
struct BenchmarkGrowth: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "growth",
    abstract: "Measure training against batch size, threads and width.")

  @Option(help: "Pictures to train on each time.") var pictures = 8192

  func run() throws {
    let training = try MNIST.load().train.prefix(pictures)
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let threads = Array(Set([1, cores])).sorted()
    let names = threads.map { "\($0) thread\($0 == 1 ? "" : "s")" }
    print("Microseconds a picture, median of 5 epochs.\n")
    print("| network | batch size | \(names.joined(separator: " | ")) |")
    print("|---|---:|\(names.map { _ in "---:|" }.joined())")
    for recipe in [Recipe.dense, .convnet] {
      for batchSize in [8, 16, 32, 64, 128, 256, 512, 1024] {
        let times = try threads.map { count in
          let model = try recipe.model(for: training, threads: count)
          return try microseconds(model, training, batchSize)
        }
        row(recipe.name, batchSize, times)
      }
    }
    for width in [32, 64, 128, 256, 512, 1024] {
      let times = try threads.map { count in
        let model = try Sequential(input: training.shape) {
          Flatten()
          Dense(units: width, activation: .relu)
          Dropout(rate: 0.2)
          Dense(units: training.classes)
        }
        model.compile(optimizer: Adam(), threads: count)
        return try microseconds(model, training, 128)
      }
      row("784-\(width)-10", 128, times)
    }
  }

  private func microseconds(
    _ model: Sequential, _ training: Dataset, _ batchSize: Int
  ) throws -> Double {
    let history = try model.fit(training, batchSize: batchSize, epochs: 5, verbose: .silent)
    let seconds = Benchmark.median(history.epochs.map(\.trainingSeconds))
    return seconds / Double(training.count) * 1e6
  }

  private func row(_ name: String, _ batchSize: Int, _ times: [Double]) {
    let cells = times.map { String(format: "%.2f", $0) }.joined(separator: " | ")
    print("| \(name) | \(batchSize) | \(cells) |")
  }
}
