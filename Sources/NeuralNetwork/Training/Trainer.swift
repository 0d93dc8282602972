internal import Kernels

/// Runs epochs: cuts each batch into one slice a worker, lets the workers run theirs forward and
/// backward through the whole network, and steps.
///
/// Everything is planned when a trainer is made. A step allocates nothing and takes no lock.
final class Trainer {
  private let compilation: Compilation
  private let data: Dataset
  private let batchSize: Int
  private let shuffle: RandomStream?
  private let workers: [TrainingWorker]
  private let descent: Descent
  private let arena = Arena()
  /// The stored samples in this epoch's order.
  private let order: UnsafeMutablePointer<Int32>

  /// The epoch of a fit from which on samples are left as they are.
  var firstPlainEpoch: Int { data.firstPlainEpoch }

  /// Steps in an epoch; the last may be a smaller batch.
  var steps: Int { (data.count + batchSize - 1) / batchSize }

  init(
    _ model: Sequential, _ compilation: Compilation, data: Dataset, batchSize: Int, shuffle: Bool
  ) throws(ModelError) {
    self.compilation = compilation
    self.data = data
    self.batchSize = min(batchSize, data.count)
    self.shuffle = shuffle ? RandomStream(seed: model.seed, purpose: .shuffle) : nil
    let memory = SharedMemory()
    var workers: [TrainingWorker] = []
    for number in 0..<compilation.team.count {
      let exchange = Exchange(worker: number, team: compilation.team, memory: memory)
      let share = slice(0..<self.batchSize, part: 0, of: compilation.team.count).count
      workers.append(
        try TrainingWorker(
          model, compilation, data: data, largestSlice: share, exchange: exchange))
    }
    self.workers = workers
    descent = Descent(model.parameters, compilation, gradients: workers.map(\.gradient))
    order = arena.allocate(data.count)
  }

  /// Trains on every sample once.
  ///
  /// `onTrainBatchEnd` is called on the calling thread after every step.
  ///
  /// - Parameters:
  ///   - epoch: What random numbers depend on.
  ///   - isPlain: Samples are left as they are.
  ///   - onStepSettled: Called on the calling thread when all workers are done with a step after which
  ///     training goes on. Until it returns they only read the weights.
  func run(
    epoch: Int, isPlain: Bool = false,
    onStepSettled: (_ step: Int) -> Void = { _ in },
    onTrainBatchEnd: (_ step: Int, _ soFar: EpochTotals) throws -> Verdict
  ) throws -> (totals: EpochTotals, verdict: Verdict) {
    arrange(epoch)
    let totals = EpochTotals(workers)
    var verdict = Verdict.goOn
    var failure: (any Error)?
    let stop = StopFlag()
    let team = compilation.team
    let state = descent.begin()
    let firstIteration = state.iteration
    withoutActuallyEscaping(onTrainBatchEnd) { onTrainBatchEnd in
      team.run { number in
        for step in 0..<steps {
          let batch = step * batchSize..<min((step + 1) * batchSize, data.count)
          workers[number].work(
            on: slice(batch, part: number, of: team.count), batchCount: batch.count, order: order,
            epoch: epoch, isPlain: isPlain)
          team.meet(as: number)
          descent.step(worker: number, batch: firstIteration + step + 1)
          // The report wants every worker's part of the penalty.
          if descent.isRegularized { team.meet(as: number) }
          if number == 0 {
            totals.addBatch(penalty: descent.penalty * Double(batch.count))
            do {
              verdict = try onTrainBatchEnd(step, totals)
            } catch {
              failure = error
            }
            state.iteration = firstIteration + step + 1
            stop.isRaised = failure != nil || verdict != .goOn && step + 1 < steps
          }
          team.meet(as: number)
          if stop.isRaised { break }
          // The others begin the next step, which changes no weight before they have met this worker
          // again; moving statistics are changed by this worker alone.
          if number == 0 { onStepSettled(step) }
        }
      }
    }
    if let failure { throw failure }
    return (totals, verdict)
  }

  /// The gradient of the first batch, regularizers' part included, and that batch's loss.
  func gradients(epoch: Int) -> (loss: Double, gradient: [Float]) {
    arrange(epoch)
    let totals = EpochTotals(workers)
    compilation.team.run { number in
      workers[number].work(
        on: slice(0..<batchSize, part: number, of: workers.count), batchCount: batchSize,
        order: order, epoch: epoch, isPlain: false)
      compilation.team.meet(as: number)
      descent.sum(worker: number)
      descent.regularize(number)
    }
    totals.addBatch(penalty: descent.penalty * Double(batchSize))
    return (totals.meanLoss, descent.gradients)
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
}

/// Written by worker 0 before a meeting, read by all after it.
private final class StopFlag: @unchecked Sendable {
  var isRaised = false
}

/// What an epoch's samples add up to so far.
final class EpochTotals {
  private let workers: [TrainingWorker]
  private var samples = 0
  private var loss = 0.0
  init(_ workers: [TrainingWorker]) {
    self.workers = workers
    for worker in workers { worker.metrics.reset() }
  }

  /// - Parameter penalty: What regularizers added, times samples.
  fileprivate func addBatch(penalty: Double) {
    loss += penalty
    for worker in workers {
      samples += worker.sampleCount
      loss += worker.loss
    }
  }

  /// Mean loss over the samples.
  var meanLoss: Double { loss / Double(max(1, samples)) }

  /// Every metric and the loss, by name.
  var values: [EpochSummary.Value] { MetricSums.values(workers.map(\.metrics), loss: meanLoss) }
}
