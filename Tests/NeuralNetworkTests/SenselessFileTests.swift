import Foundation
import Testing

@testable import NeuralNetwork

/// Model files whose settings make no sense are refused, or make a network that runs all the same.
///
/// What must not happen is a trap, a hang or a flood of memory, which would end the tests.
@Suite(.timeLimit(.minutes(5))) struct SenselessFileTests {
  static let numbers = [
    "0", "-1", "2", "0.5", "1099511627776", "4611686018427387904", "9223372036854775807",
    "-9223372036854775808", "1e30", "-1e30", #""nan""#, #""inf""#, "null", #""text""#,
  ]
  static let lists = ["[]", "[-1]", "[1,-1]", "[99,99,99,99,99]", "null", "7"]

  @Test(arguments: BuiltIns.layers)
  func layers(built: BuiltIns.LayerCase) throws {
    let model = try Sequential(input: BuiltIns.shape) {
      built.layer
      Flatten()
      Dense(units: 3)
    }
    model.compile(optimizer: SGD(), threads: 2)
    try run(model, "architecture", Samples.dataset(count: 5, shape: BuiltIns.shape))
  }

  @Test(arguments: BuiltIns.optimizers.indices)
  func optimizers(number: Int) throws {
    let model = try Sequential(input: [5]) { Dense(units: 3) }
    model.compile(optimizer: BuiltIns.optimizers[number], threads: 2)
    try run(model, "training", Samples.dataset(count: 5))
  }

  @Test(arguments: BuiltIns.losses.indices)
  func losses(number: Int) throws {
    let (loss, activation) = BuiltIns.losses[number]
    let model = try Sequential(input: [5]) { Dense(units: 3, activation: activation) }
    model.compile(optimizer: SGD(), loss: loss, threads: 2)
    try run(model, "training", Samples.dataset(count: 5))
  }

  @Test(arguments: BuiltIns.metrics.indices)
  func metrics(number: Int) throws {
    let model = try Sequential(input: [5]) { Dense(units: 3) }
    model.compile(optimizer: SGD(), metrics: [BuiltIns.metrics[number]], threads: 2)
    try run(model, "training", Samples.dataset(count: 5))
  }

  /// Loads every variant of a file, and trains with those that are taken.
  private func run(_ model: Sequential, _ key: String, _ data: Dataset) throws {
    var file = try model.contents()
    let json = try #require(file.metadata[key])
    let variants = try JSONVariants(json).replacing(numbers: Self.numbers, lists: Self.lists)
    #expect(variants.count >= Self.numbers.count)
    var (refused, taken) = (0, 0)
    for variant in variants {
      file.metadata[key] = variant
      let read: Sequential
      do throws(Safetensors.Defect) {
        read = try Sequential(file, threads: nil, customObjects: [])
      } catch {
        refused += 1
        #expect(!error.what.contains("\n"), "\(variant)")
        continue
      }
      taken += 1
      do {
        try read.fit(data, batchSize: 2, verbose: .silent)
        _ = try read.predict(data)
        _ = try read.contents()
      } catch is ModelError {
        // Another input or output than the data's, say.
      }
    }
    #expect(refused > 0 && taken > 0)
  }
}
