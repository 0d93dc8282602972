import ArgumentParser
import Foundation
import MNIST
import NeuralNetwork
import Runs

/// `digits benchmark predict`: seconds for 10,000 pictures, and for one.
struct BenchmarkPredict: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Read MNIST's test digits, and print the times as one line of JSON.")

  @Argument(help: ModelArgument.help) var model: String
  @Option(help: "Workers that share the pictures. Default: one for every core.") var threads: Int?

  private struct Report: Encodable {
    let secondsAll, secondsOne: [Double]
    let accuracy: Double
  }

  func run() throws {
    let test = try MNIST.load().test
    let predictor = try Predictor(try ModelArgument.model(at: model), threads: threads)
    let predictions = try predictor.predict(test)
    let right = zip(predictions.predictedClasses, test.labels).count { $0 == $1 }
    let all = try (0..<20).map { _ in
      try Benchmark.seconds { _ = try predictor.predict(test) }
    }

    // Bytes become floats before the clock starts, as for everybody else.
    let pictures = (0..<100).map { test.values(at: $0) }
    var answer = [Float](repeating: 0, count: predictor.outputShape.elementCount)
    let one = try (0..<2000).map { index in
      try pictures[index % pictures.count].withUnsafeBufferPointer { picture in
        try answer.withUnsafeMutableBufferPointer { answer in
          try Benchmark.seconds { try predictor.predict(picture, into: answer) }
        }
      }
    }
    let report = Report(
      secondsAll: all, secondsOne: one, accuracy: Double(right) / Double(test.count))
    print(try JSON.text(report, onOneLine: true))
  }
}
