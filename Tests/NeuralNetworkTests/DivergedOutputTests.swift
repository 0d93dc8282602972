import Testing

@testable import NeuralNetwork

/// Outputs that are no numbers, or as sure as numbers can be.
@Suite struct DivergedOutputTests {
  @Test func noNumberIsNoAnswer() {
    let top = TopKCategoricalAccuracy(k: 5)
    let outputs = [Float](repeating: .nan, count: 10)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2) { sums in
      var sums = sums
      sums.initialize(repeating: 0)
      outputs.withUnsafeBufferPointer { top.add($0, label: 0, to: &sums) }
      #expect(Array(sums) == [0, 1])
    }
  }

  @Test(arguments: [0, 0.5, 2] as [Float])
  func certaintyHasASlope(gamma: Float) {
    let loss = BinaryFocalCrossentropy(
      applyClassBalancing: false, alpha: 0.25, gamma: gamma, fromLogits: true, labelSmoothing: 0)
    for logit in [-100, -40, 40, 100] as [Float] {
      for label in [0, 1] {
        var slope = [Float](repeating: 0, count: 1)
        let value = [logit].withUnsafeBufferPointer { outputs in
          slope.withUnsafeMutableBufferPointer { slope in
            loss.measure(outputs, target: Target(label: label, count: 1), gradient: slope)
          }
        }
        #expect(value.isFinite && slope[0].isFinite, "\(logit), \(label)")
      }
    }
  }
}
