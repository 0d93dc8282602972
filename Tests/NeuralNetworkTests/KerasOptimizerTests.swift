import Foundation
import Kernels
import Testing

@testable import NeuralNetwork

/// Ten steps of every optimizer, and of every option, against Keras.
@Suite struct KerasOptimizerTests {
  static let cases = Golden.cases(with: "optimizer").filter { !$0.hasPrefix("training_") }
  /// Steps of a fixed size: how two nearly equal numbers compare decides them.
  static let options = ["decay", "clip", "ema", "accumulation"]
  static let plain = cases.filter { name in !options.contains { name.contains("_\($0)") } }

  @Test func areAllThere() {
    #expect(Self.cases.count == 43)
    #expect(Self.plain.count == 23)
  }

  /// Workers update stretches: whole, in two at a cache line, and where no vector ends.
  @Test(
    arguments: plain.filter { !$0.hasPrefix("muon") && $0 != "adamw" && $0 != "adamw_custom" },
    [[37], [16, 37], [5, 21, 37], [0, 1, 37]])
  func agreesInStretches(name: String, ends: [Int]) throws {
    let golden = try Golden(name)
    let specification: KerasSpecification = try golden.metadata("optimizer")
    let optimizer = try specification.optimizer()
    let gradients = try golden.tensor("gradients")
    var weights = try golden.tensor("parameters").values
    let count = weights.count
    let state = OptimizerState(optimizer, weightCount: count)
    var after: [Float] = []
    for step in 0..<gradients.shape[0] {
      let gradient = Array(gradients.values[step * count..<(step + 1) * count])
      try weights.withUnsafeMutableBufferPointer { weights in
        try gradient.withUnsafeBufferPointer { gradient in
          let weights = try #require(weights.baseAddress)
          let gradient = try #require(gradient.baseAddress)
          let slots = state.slots
          var first = 0
          for end in ends {
            optimizer.update(
              weights + first, gradients: gradient + first, slots: { slots[$0] + first },
              count: end - first,
              step: OptimizerStep(
                iteration: step + 1, learningRate: optimizer.learningRate.value(at: step)))
            first = end
          }
        }
      }
      after += weights
    }
    expect(
      Tensor(shape: gradients.shape, values: after),
      equals: try golden.tensor("parameters_after"), within: .layer, "parameters")
  }

  /// As training does it: on workers, with all that is around a step.
  @Test(arguments: cases, [1, 2, 3])
  func agrees(name: String, workers: Int) throws {
    let golden = try Golden(name)
    let specification: KerasSpecification = try golden.metadata("optimizer")
    let shapes: [[Int]] = golden.has("variables") ? try golden.metadata("variables") : [[37]]
    let bench = try DescentBench(
      try specification.optimizer(), variables: shapes.map { Shape($0) }, workers: workers)
    bench.weights = try golden.tensor("parameters").values
    let gradients = try golden.tensor("gradients")
    var (after, averages): ([Float], [Float]) = ([], [])
    for step in 0..<gradients.shape[0] {
      bench.step(gradients.values[step * 37..<(step + 1) * 37])
      after += bench.weights
      averages += bench.averages ?? []
    }
    // Keras' own float32 needs 3.9e-7 for AdamW; what it decays it rounds once more.
    expect(
      Tensor(shape: gradients.shape, values: after),
      equals: try golden.tensor("parameters_after"), within: .layer, "parameters")
    if golden.names(under: "").contains("averages_after") {
      expect(
        Tensor(shape: gradients.shape, values: averages),
        equals: try golden.tensor("averages_after"), within: .layer, "averages")
    }
  }

  /// A file brings back the optimizer and its options.
  @Test(arguments: cases)
  func storage(name: String) throws {
    let specification: KerasSpecification = try Golden(name).metadata("optimizer")
    let optimizer = try specification.optimizer()
    let json = try JSONEncoder().encode(StoredOptimizer(optimizer))
    let read = try JSONDecoder().decode(StoredOptimizer.self, from: json)
    let again = try JSONEncoder().encode(read)
    #expect(
      try JSONSerialization.jsonObject(with: again) as? NSObject == JSONSerialization.jsonObject(
        with: json) as? NSObject)
    #expect(read.optimizer.options == optimizer.options)
  }
}
