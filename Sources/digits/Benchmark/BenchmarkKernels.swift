import ArgumentParser
import Foundation
import Kernels
import MNIST
import NeuralNetwork
import Runs

/// `digits benchmark kernels`: every kernel beside the most that the core can do.
struct BenchmarkKernels: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernels",
    abstract: "Measure every kernel of the presets, on one core.",
    discussion: """
      Operations are counted by definition, so a convolution by Winograd's method, or a product \
      that leaves out blank columns, may exceed the core's peak.
      """)

  @Flag(help: "Print one JSON object.") var json = false

  private struct Report: Encodable {
    let lanes: Int
    let peakGigaflops: Double
    let kernels: [KernelMeasurement]
  }

  func run() throws {
    let digits = try MNIST.load().train.prefix(16)
    let cases = KernelCases(digits: (0..<digits.count).flatMap { digits.values(at: $0) })
    let peak = Self.peak()
    // The kernels' memory is the cases'.
    let measured = withExtendedLifetime(cases) { cases.all.map { $0.measured(peak: peak) } }
    if json {
      let report = Report(
        lanes: Processor.lanes, peakGigaflops: peak / 1e9, kernels: measured)
      return print(try JSON.text(report))
    }
    print("One core does \(format(peak / 1e9, 1)) GFLOP/s, in vectors of \(Processor.lanes).\n")
    print("| model | kernel | size | µs | GFLOP/s | of the peak | why below 60 % |")
    print("|---|---|---|---:|---:|---:|---|")
    for kernel in measured {
      print(
        "| \(kernel.model) | \(kernel.kernel) | \(kernel.size) | \(format(kernel.microseconds, 2)) "
          + "| \(format(kernel.gigaflops, 1)) | \(format(kernel.share * 100, 0)) % "
          + "| \(kernel.reason ?? "") |")
    }
  }

  /// Operations a second of the calling core at its best.
  private static func peak() -> Double {
    let rounds = 100_000
    let seconds = Benchmark.medianSeconds { _ = Processor.work(rounds: rounds) }
    return Double(Processor.work(rounds: rounds)) / seconds
  }

  private func format(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }
}
