import Testing

@testable import Kernels

@Suite(.serialized)
struct SharedProductTests {
  private let columns = 45
  private let width = 9
  private let capacity = 20

  /// One worker's samples, of which it has `rows`, in some of the columns.
  private func samples(_ rows: Int, step: Int, seed: UInt64) -> [Float] {
    var values = wholeNumbers(rows * columns, seed: seed)
    for i in values.indices where i % columns % step != 0 { values[i] = 0 }
    return values
  }

  /// What every worker gets, and whether all agreed to share.
  private func products(
    _ inputs: [[Float]], weights: [Float]
  ) -> (outputs: [[Float]], agreed: [Bool]) {
    let workers = inputs.count
    let arenas = inputs.map { _ in Arena() }
    let (team, memory) = (WorkerTeam(count: workers), SharedMemory())
    nonisolated(unsafe) let outputs: UnsafeMutablePointer<Float> = arenas[0].allocate(
      workers * capacity * width)
    nonisolated(unsafe) let agreed: UnsafeMutablePointer<Bool> = arenas[0].allocate(workers)
    let shared = inputs.enumerated().map { worker, samples in
      let input: UnsafeMutablePointer<Float> = arenas[worker].allocate(capacity * columns)
      input.update(from: samples, count: samples.count)
      return SharedProduct(
        ColumnProduct(rows: capacity, columns: columns, width: width, in: arenas[worker]), input,
        capacity: capacity, exchange: Exchange(worker: worker, team: team, memory: memory),
        in: arenas[worker])
    }
    // Twice, since sums of the first time must not count in the second.
    for _ in 0..<2 {
      team.run { worker in
        let rows = inputs[worker].count / columns
        agreed[worker] = shared[worker].find(rows: rows)
        if agreed[worker] {
          shared[worker].multiply(weights, rows: rows, into: outputs + worker * capacity * width)
        }
      }
    }
    return withExtendedLifetime(arenas) {
      let values = inputs.indices.map { worker in
        (0..<inputs[worker].count / columns * width).map { outputs[worker * capacity * width + $0] }
      }
      return (values, (0..<workers).map { agreed[$0] })
    }
  }

  @Test(arguments: [[20], [20, 20], [17, 3], [20, 19, 1]])
  func everyoneGetsTheWholeProduct(rows: [Int]) {
    let weights = wholeNumbers(columns * width, seed: 9)
    let inputs = rows.enumerated().map {
      samples($0.element, step: 2 + $0.offset, seed: UInt64($0.offset))
    }
    let (outputs, agreed) = products(inputs, weights: weights)
    #expect(agreed.allSatisfy { $0 })
    for (input, output) in zip(inputs, outputs) {
      let expected = (0..<input.count / columns * width).map { i in
        (0..<columns).reduce(Float(0)) {
          $0 + input[i / width * columns + $1] * weights[$1 * width + i % width]
        }
      }
      #expect(output == expected)
    }
  }

  /// Neither one with nothing blank nor one without samples can share.
  @Test(arguments: [(20, 1), (0, 2)])
  func allMustAgree(rows: Int, step: Int) {
    let inputs = [samples(20, step: 2, seed: 1), samples(rows, step: step, seed: 2)]
    let (_, agreed) = products(inputs, weights: wholeNumbers(columns * width, seed: 9))
    #expect(agreed == [false, false])
  }
}
