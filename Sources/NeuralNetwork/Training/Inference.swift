internal import Kernels

/// Runs samples forward, without gradients, on all workers.
///
/// Samples go through in pieces whose size does not depend on the number of workers, so neither do
/// the results.
final class Inference {
  private let model: Sequential
  private let team: WorkerTeam

  init(_ model: Sequential, team: WorkerTeam) {
    self.model = model
    self.team = team
  }

  /// Calls `body` for every piece of the data with its place and its outputs `[count, outputs]`,
  /// from several threads.
  func run(
    _ data: Dataset,
    _ body: (_ piece: Range<Int>, _ outputs: UnsafeMutablePointer<Float>) -> Void
  ) throws(ModelError) {
    let pieceSize = min(model.stack.samplesAtOnce, max(1, data.count))
    let pieces = (data.count + pieceSize - 1) / pieceSize
    var chains: [Chain] = []
    for _ in 0..<min(team.count, pieces) { chains.append(try makeChain(capacity: pieceSize)) }
    let sampleCount = data.shape.elementCount
    team.run { worker in
      guard worker < chains.count else { return }
      let chain = chains[worker]
      for number in stride(from: worker, to: pieces, by: chains.count) {
        let piece =
          number * pieceSize..<min((number + 1) * pieceSize, data.count)
        for (i, position) in piece.enumerated() {
          data.copyStored(data.rows[position], into: chain.input + i * sampleCount)
        }
        chain.forward(
          Pass(
            count: piece.count, isTraining: false, accumulates: number != worker, firstSample: 0,
            epoch: 0))
        body(piece, chain.output)
      }
    }
  }

  private func makeChain(capacity: Int) throws(ModelError) -> Chain {
    let context = WorkerContext(
      capacity: capacity, isTraining: false, streams: RandomStreams(seed: model.seed),
      exchange: nil)
    return try Chain(
      model.stack, context: context, variables: model.parameters.pointers,
      gradients: model.parameters.pointers.map { _ in nil })
  }
}
