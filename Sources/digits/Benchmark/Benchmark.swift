import ArgumentParser
import Foundation

/// `digits benchmark`: how fast this machine computes.
struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure kernels, training and prediction on this machine.",
    discussion: """
      Scripts/benchmark in the source's folder measures Keras, PyTorch, JAX and ONNX Runtime \
      beside it.
      """,
    subcommands: [
      BenchmarkKernels.self, BenchmarkGrowth.self, BenchmarkTrain.self, BenchmarkPredict.self,
      BenchmarkRead.self, BenchmarkRestore.self, BenchmarkFrame.self, BenchmarkExperiment.self,
    ],
    defaultSubcommand: BenchmarkKernels.self)

  /// Seconds that a piece of work takes.
  static func seconds(_ work: () throws -> Void) rethrows -> Double {
    try ContinuousClock().measure(work) / .seconds(1)
  }

  /// Median of the seconds that short work takes, each time repeated for at least a millisecond.
  static func medianSeconds(_ work: () -> Void) -> Double {
    var repeats = 1
    while seconds({ for _ in 0..<repeats { work() } }) < 0.001 { repeats *= 2 }
    let times = (0..<15).map { _ in seconds { for _ in 0..<repeats { work() } } / Double(repeats) }
    return median(times)
  }

  /// The one in the middle, the larger of two.
  static func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }
}
