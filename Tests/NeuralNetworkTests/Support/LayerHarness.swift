import Kernels

@testable import NeuralNetwork

/// Runs one layer forward and backward as a training step does: in slices on several workers, each slice in pieces.
struct LayerHarness {
  let layer: any Layer
  /// The layer's variables by name.
  var variables: [String: Tensor] = [:]
  var isTraining = true
  var seed: UInt64 = 0
  var epoch = 0

  /// What came out.
  struct Outcome {
    let output, inputGradient: Tensor
    /// Of the trainable variables.
    let gradients: [String: Tensor]
    /// After the pass.
    let variables: [String: Tensor]
  }

  /// One step on a batch.
  ///
  /// - Parameter pieceSize: Samples in a pass; by default a worker's whole slice.
  func run(
    _ input: Tensor, outputGradient: Tensor, workers: Int = 1, pieceSize: Int? = nil
  ) throws -> Outcome {
    let count = input.shape[0]
    let stack = try LayerStack([layer], input: Shape(Array(input.shape.axes.dropFirst())))
    let declared = try layer.variables(for: stack.inputShape)
    let arena = Arena()
    let shared = try declared.map { variable in
      try copy(of: variables[variable.name], variable, in: arena)
    }
    let team = WorkerTeam(count: workers)
    let memory = SharedMemory()
    let parts = try (0..<workers).map { number in
      try Part(
        stack, declared, shared,
        capacity: pieceSize ?? slice(0..<count, part: 0, of: workers).count,
        exchange: Exchange(worker: number, team: team, memory: memory), seed: seed)
    }

    let output = Batch(count, stack.outputShape)
    let inputGradient = Batch(count, stack.inputShape)
    team.run { number in
      var first = slice(0..<count, part: number, of: workers).lowerBound
      let end = slice(0..<count, part: number, of: workers).upperBound
      var accumulates = false
      repeat {
        let piece = first..<min(first + (pieceSize ?? count), end)
        let pass = Pass(
          count: piece.count, isTraining: isTraining, accumulates: accumulates,
          firstSample: first, epoch: epoch)
        parts[number].run(
          pass, piece, input, outputGradient, output: output, inputGradient: inputGradient)
        first = piece.upperBound
        accumulates = true
      } while first < end
    }

    var gradients: [String: Tensor] = [:]
    for (index, variable) in declared.enumerated() where variable.isTrainable {
      var sum = [Float](repeating: 0, count: variable.shape.elementCount)
      for part in parts {
        guard let gradient = part.gradients[index] else { continue }
        for i in sum.indices { sum[i] += gradient[i] }
      }
      gradients[variable.name] = Tensor(shape: variable.shape, values: sum)
    }
    let after = zip(declared, shared).map { variable, pointer in
      (
        variable.name,
        Tensor(
          shape: variable.shape,
          values: (0..<variable.shape.elementCount).map { pointer[$0] })
      )
    }
    return Outcome(
      output: output.tensor, inputGradient: inputGradient.tensor, gradients: gradients,
      variables: Dictionary(uniqueKeysWithValues: after))
  }

  private func copy(
    of tensor: Tensor?, _ variable: Variable, in arena: Arena
  ) throws -> UnsafeMutablePointer<Float> {
    guard let tensor, tensor.shape == variable.shape else {
      throw ModelError.invalidArgument("\(variable.name) needs values of shape \(variable.shape).")
    }
    let pointer: UnsafeMutablePointer<Float> = arena.allocate(tensor.values.count)
    for (i, value) in tensor.values.enumerated() { pointer[i] = value }
    return pointer
  }
}

/// A batch in memory that workers write their samples to.
private final class Batch {
  let count: Int
  let shape: Shape
  let values: UnsafeMutablePointer<Float>
  private let arena = Arena()

  init(_ count: Int, _ shape: Shape) {
    self.count = count
    self.shape = shape
    values = arena.allocate(count * shape.elementCount)
  }

  func write(_ source: UnsafePointer<Float>, to piece: Range<Int>) {
    let size = shape.elementCount
    (values + piece.lowerBound * size).update(from: source, count: piece.count * size)
  }

  var tensor: Tensor {
    Tensor(
      shape: Shape([count] + shape.axes),
      values: (0..<count * shape.elementCount).map { values[$0] })
  }
}

/// One worker's chain.
///
/// Memory that the layer has to write is NaN before, so that what it leaves out shows.
private final class Part {
  let gradients: [UnsafeMutablePointer<Float>?]
  private let chain: Chain
  private let inputGradient: UnsafeMutablePointer<Float>
  private let context: WorkerContext

  init(
    _ stack: LayerStack, _ declared: [Variable], _ variables: [UnsafeMutablePointer<Float>],
    capacity: Int, exchange: Exchange, seed: UInt64
  ) throws {
    let context = WorkerContext(
      capacity: capacity, isTraining: true, streams: RandomStreams(seed: seed), exchange: exchange)
    func poisoned(_ count: Int) -> UnsafeMutablePointer<Float> {
      let pointer: UnsafeMutablePointer<Float> = context.arena.allocate(count)
      pointer.update(repeating: .nan, count: count)
      return pointer
    }
    inputGradient = poisoned(capacity * stack.inputShape.elementCount)
    gradients = declared.map { $0.isTrainable ? poisoned($0.shape.elementCount) : nil }
    chain = try Chain(
      stack, context: context, inputGradient: inputGradient, variables: variables,
      gradients: gradients)
    chain.output.update(repeating: .nan, count: capacity * stack.outputShape.elementCount)
    self.context = context
  }

  func run(
    _ pass: Pass, _ piece: Range<Int>, _ input: Tensor, _ outputGradient: Tensor, output: Batch,
    inputGradient target: Batch
  ) {
    let inputs = piece.lowerBound * target.shape.elementCount
    for i in 0..<piece.count * target.shape.elementCount {
      chain.input[i] = input.values[inputs + i]
    }
    chain.forward(pass)
    output.write(chain.output, to: piece)
    let outputs = piece.lowerBound * output.shape.elementCount
    for i in 0..<piece.count * output.shape.elementCount {
      chain.outputGradient?[i] = outputGradient.values[outputs + i]
    }
    chain.backward(pass)
    target.write(inputGradient, to: piece)
  }
}
