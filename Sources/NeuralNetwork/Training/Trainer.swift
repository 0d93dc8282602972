internal import Kernels

/// Runs epochs: cuts each batch into one slice a worker, lets the workers run theirs forward and
/// backward through the whole network, sums their gradients in the workers' order, and steps.
///
/// Everything is planned when a trainer is made. A step allocates nothing and takes no lock.
final class Trainer {
  private let compilation: Compilation
  private let parameters: Parameters
  private let data: Dataset
  private let batchSize: Int
  private let shuffle: RandomStream?
  private let workers: [TrainingWorker]
  private let arena = Arena()
  /// Sum of the workers' gradients; with one worker, that worker's.
  private let gradient: UnsafeMutablePointer<Float>
  private let gradientParts: UnsafeMutableBufferPointer<UnsafePointer<Float>?>
  /// The stored samples in this epoch's order.
  private let order: UnsafeMutablePointer<Int32>

  /// Steps in an epoch; the last may be a smaller batch.
  var steps: Int { (data.count + batchSize - 1) / batchSize }

  init(
    _ model: Sequential, _ compilation: Compilation, data: Dataset, batchSize: Int, shuffle: Bool
  ) throws(ModelError) {
    self.compilation = compilation
    self.data = data
    self.batchSize = min(batchSize, data.count)
    self.shuffle = shuffle ? RandomStream(seed: model.seed, purpose: .shuffle) : nil
    parameters = model.parameters
    let memory = SharedMemory()
    var workers: [TrainingWorker] = []
    for number in 0..<compilation.team.count {
      let exchange = Exchange(worker: number, team: compilation.team, memory: memory)
      let share = slice(0..<self.batchSize, part: 0, of: compilation.team.count).count
      workers.append(
        try TrainingWorker(
          model, compilation.loss, data: data, largestSlice: share, exchange: exchange))
    }
    self.workers = workers
    gradient =
      workers.count == 1 ? workers[0].gradient : arena.allocate(parameters.weightCount)
    gradientParts = UnsafeMutableBufferPointer(
      start: arena.allocate(workers.count), count: workers.count)
    for (index, worker) in workers.enumerated() {
      gradientParts[index] = UnsafePointer(worker.gradient)
    }
    order = arena.allocate(data.count)
  }

  /// Trains on every sample once.
  ///
  /// `onTrainBatchEnd` is called on the calling thread after every step.
  ///
  /// - Returns: Means over the samples seen.
  func run(
    epoch: Int, onTrainBatchEnd: (_ step: Int, _ soFar: Totals) throws -> Verdict
  ) throws -> (totals: Totals, verdict: Verdict) {
    arrange(epoch)
    var totals = Totals()
    var verdict = Verdict.goOn
    var failure: (any Error)?
    let stop = StopFlag()
    let team = compilation.team
    // Read once: a callback may exchange the optimizer, which counts from the next epoch.
    let (optimizer, state) = (compilation.optimizer, compilation.state)
    let firstIteration = state.iteration
    withoutActuallyEscaping(onTrainBatchEnd) { onTrainBatchEnd in
      team.run { number in
        for step in 0..<steps {
          let batch = step * batchSize..<min((step + 1) * batchSize, data.count)
          workers[number].work(
            on: slice(batch, part: number, of: team.count), batchCount: batch.count, order: order,
            epoch: epoch)
          team.meet()
          descend(number, optimizer, state, iteration: firstIteration + step + 1)
          if number == 0 {
            for worker in workers { totals.add(worker.totals) }
            do {
              verdict = try onTrainBatchEnd(step, totals)
            } catch {
              failure = error
            }
            state.iteration = firstIteration + step + 1
            stop.isRaised = failure != nil || verdict != .goOn
          }
          team.meet()
          if stop.isRaised { break }
        }
      }
    }
    if let failure { throw failure }
    return (totals, verdict)
  }

  private func arrange(_ epoch: Int) {
    guard let shuffle else {
      for i in 0..<data.count { order[i] = data.rows[i] }
      return
    }
    for (i, position) in shuffle.permutation(data.count, time: epoch).enumerated() {
      order[i] = data.rows[Int(position)]
    }
  }

  /// Sums this worker's stretch of the gradients and steps on it.
  private func descend(
    _ number: Int, _ optimizer: any Optimizer, _ state: OptimizerState, iteration: Int
  ) {
    let stretch = stretch(of: number)
    if workers.count > 1 {
      Elementwise.sum(UnsafeBufferPointer(gradientParts), range: stretch, into: gradient)
    }
    let first = stretch.lowerBound
    optimizer.update(
      parameters.weights + first, gradients: gradient + first,
      slots: { state.slots[$0] + first },
      count: stretch.count, iteration: iteration)
  }

  /// Stretches begin at multiples of a cache line, so that workers do not write to the same one.
  private func stretch(of number: Int) -> Range<Int> {
    let line = 16
    let lines = slice(
      0..<(parameters.weightCount + line - 1) / line, part: number, of: workers.count)
    return min(
      lines.lowerBound * line, parameters.weightCount)..<min(
        lines.upperBound * line, parameters.weightCount)
  }
}

/// Written by worker 0 before a meeting, read by all after it.
private final class StopFlag: @unchecked Sendable {
  var isRaised = false
}

/// Sums over samples.
struct Totals: Sendable {
  var samples = 0
  var loss = 0.0
  var correct = 0

  mutating func add(_ other: Totals) {
    samples += other.samples
    loss += other.loss
    correct += other.correct
  }

  var meanLoss: Double { loss / Double(max(1, samples)) }
  var accuracy: Double { Double(correct) / Double(max(1, samples)) }
}
