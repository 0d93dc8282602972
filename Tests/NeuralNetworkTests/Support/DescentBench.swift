import Kernels

@testable import NeuralNetwork

/// The end of a training step without the network before it: gradients come from the test.
final class DescentBench {
  private let parameters: Parameters
  private let compilation: Compilation
  private let descent: Descent
  private let arena = Arena()
  private let parts: [PartialGradient]
  private let workers: Int
  private var batch = 0

  init(_ optimizer: any Optimizer, variables: [Shape], workers: Int) throws {
    self.workers = workers
    parameters = Parameters(
      variables.enumerated().map { Variable("v\($0)", shape: $1, initializer: .zeros) })
    compilation = Compilation(
      optimizer: optimizer, loss: .sparseCategoricalCrossentropy, metrics: [], threads: workers,
      weightCount: parameters.weightCount)
    parts = (0..<workers).map { [arena, parameters] _ in
      PartialGradient(count: parameters.weightCount, in: arena)
    }
    descent = Descent(parameters, compilation, gradients: parts)
  }

  var weights: [Float] {
    get { (0..<parameters.weightCount).map { parameters.weights[$0] } }
    set { for (i, value) in newValue.enumerated() { parameters.weights[i] = value } }
  }

  var averages: [Float]? {
    compilation.state.average.map { average in (0..<parameters.weightCount).map { average[$0] } }
  }

  /// One batch, of whose gradient the first worker has all and the others nothing.
  func step(_ gradient: ArraySlice<Float>) {
    batch += 1
    for (i, value) in gradient.enumerated() { parts[0].values[i] = value }
    let number = batch
    _ = descent.begin()
    compilation.team.run { self.descent.step(worker: $0, batch: number) }
  }
}
