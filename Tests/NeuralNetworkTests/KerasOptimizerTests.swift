import Testing

@testable import NeuralNetwork

/// Ten steps of every optimizer against Keras.
@Suite struct KerasOptimizerTests {
  static let cases = Golden.cases(with: "optimizer").filter {
    $0 != "training_convnet" && $0 != "training_dense"
  }

  @Test func thereAreFive() { #expect(Self.cases.count == 5) }

  /// Workers update stretches: whole, in two at a cache line, and where no vector ends.
  @Test(arguments: cases, [[37], [16, 37], [5, 21, 37], [0, 1, 37]])
  func agrees(name: String, ends: [Int]) throws {
    let golden = try Golden(name)
    let specification: KerasSpecification = try golden.metadata("optimizer")
    let optimizer = try specification.optimizer()
    let start = try golden.tensor("parameters").values
    let gradients = try golden.tensor("gradients")
    let state = OptimizerState(optimizer, weightCount: start.count)
    var weights = start
    var after: [Float] = []
    for step in 0..<gradients.shape[0] {
      let gradient = Array(gradients.values[step * start.count..<(step + 1) * start.count])
      try weights.withUnsafeMutableBufferPointer { weights in
        try gradient.withUnsafeBufferPointer { gradient in
          let weights = try #require(weights.baseAddress)
          let gradient = try #require(gradient.baseAddress)
          let slots = state.slots
          var first = 0
          for end in ends {
            optimizer.update(
              weights + first, gradients: gradient + first, slots: { slots[$0] + first },
              count: end - first, iteration: step + 1)
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
}
