internal import Kernels

/// From the workers' gradients to new weights: sums, regularizers, accumulation, clipping, decay,
/// the optimizer's step, averaging and constraints, in the order in which Keras does them.
///
/// Each worker does all of this on its own stretches of the flat buffers. They meet in the middle only
/// where a whole variable is needed: for the norms of clipping, for constraints, and for optimizers
/// that update whole variables.
final class Descent {
  private let compilation: Compilation
  private let parameters: Parameters
  private let team: WorkerTeam
  private let arena = Arena()
  /// Sum of the workers' gradients; with one worker, that worker's.
  private let gradient: UnsafeMutablePointer<Float>
  private let parts: UnsafeMutableBufferPointer<PartialGradient>
  private let stretches: [[Range<Int>]]
  /// Each worker's part of each variable's squared norm, and of the penalty.
  private let squares, penalties: UnsafeMutablePointer<Double>
  private let constraints: [AppliedConstraint]
  private var isConstrained: Bool { !constraints.isEmpty }
  /// Some variable's size adds to the loss.
  let isRegularized: Bool
  // Read once an epoch: a callback may exchange the optimizer, which counts from the next one.
  private var optimizer: any Optimizer
  private var options: OptimizerOptions
  private var state: OptimizerState

  /// - Parameter gradients: Where each worker's gradient will be.
  init(_ parameters: Parameters, _ compilation: Compilation, gradients: [PartialGradient]) {
    self.compilation = compilation
    self.parameters = parameters
    team = compilation.team
    let (count, workers) = (parameters.weightCount, gradients.indices)
    gradient = workers.count == 1 ? gradients[0].values : arena.allocate(count)
    parts = UnsafeMutableBufferPointer(
      start: arena.allocate(workers.count), count: workers.count)
    for worker in workers { parts[worker] = gradients[worker] }
    let matrix = gradients[0].matrixRows
    stretches = workers.map { worker in
      // To make up for what was left out is work, of which each gets as much.
      let rows = slice(0..<matrix.count, part: worker, of: workers.count)
      return [
        rows.lowerBound * matrix.width..<rows.upperBound * matrix.width,
        Self.stretch(of: worker, workers.count, matrix.count * matrix.width..<count),
      ].filter { !$0.isEmpty }
    }
    squares = arena.allocate(workers.count * parameters.blocks.count)
    penalties = arena.allocate(workers.count)
    constraints = parameters.blocks.compactMap { [arena] variable, range in
      guard let constraint = variable.constraint else { return nil }
      let plan = Constraint.Plan(constraint, variable.shape)
      return AppliedConstraint(
        constraint: constraint, plan: plan, values: parameters.weights + range.lowerBound,
        norms: arena.allocate(plan.normCount))
    }
    isRegularized = parameters.blocks.contains { $0.variable.regularizer != nil }
    optimizer = compilation.optimizer
    options = optimizer.options
    state = compilation.state
  }

  /// Such stretches begin at multiples of a cache line, so that workers do not write to the same one.
  private static func stretch(of worker: Int, _ workers: Int, _ all: Range<Int>) -> Range<Int> {
    let line = 16
    let lines = slice(
      all.lowerBound / line..<(all.upperBound + line - 1) / line, part: worker, of: workers)
    return (lines.lowerBound * line..<lines.upperBound * line).clamped(to: all)
  }

  /// Takes the optimizer of this epoch.
  ///
  /// - Returns: What it remembers.
  func begin() -> OptimizerState {
    optimizer = compilation.optimizer
    options = optimizer.options
    options.accumulationSteps = max(1, options.accumulationSteps)
    state = compilation.state
    return state
  }

  /// What the regularizers added to the last batch's loss.
  var penalty: Double { (0..<team.count).reduce(0) { $0 + penalties[$1] } }

  /// The step after a batch, of which every worker has its gradient.
  ///
  /// - Parameter batch: The batch's number since training began, from 1.
  func step(worker: Int, batch: Int) {
    sum(worker: worker)
    regularize(worker)
    advance(worker: worker, batch: batch)
  }

  /// The step on what has been added up.
  func advance(worker: Int, batch: Int) {
    let iteration = (batch - 1) / options.accumulationSteps + 1
    if gather(worker, batch) { move(worker, iteration, batch) }
    guard isConstrained || state.average != nil else { return }
    if optimizer.updatesWholeVariables || isConstrained { team.meet(as: worker) }
    if let average = state.average, let options = options.average {
      self.average(worker, average, options, iteration)
    }
    if isConstrained { constrain(worker) }
  }

  /// Adds up the workers' gradients.
  func sum(worker: Int) {
    guard team.count > 1 else { return }
    for stretch in stretches[worker] {
      PartialGradient.sum(
        UnsafeBufferPointer(parts), range: stretch, into: gradient + stretch.lowerBound)
    }
  }

  /// What has been added up.
  var gradients: [Float] { (0..<parameters.weightCount).map { gradient[$0] } }

  /// Adds up gradients where several batches make a step.
  ///
  /// - Returns: Now is the time for one.
  private func gather(_ worker: Int, _ batch: Int) -> Bool {
    guard let accumulated = state.accumulated else { return true }
    let isComplete = batch % options.accumulationSteps == 0
    let share = 1 / Float(options.accumulationSteps)
    for stretch in stretches[worker] {
      for i in stretch { accumulated[i] += gradient[i] }
      guard isComplete else { continue }
      for i in stretch { gradient[i] = accumulated[i] * share }
      (accumulated + stretch.lowerBound).update(repeating: 0, count: stretch.count)
    }
    return isComplete
  }

  /// Clips, decays, and lets the optimizer step.
  ///
  /// A schedule counts batches, an optimizer steps, as in Keras.
  private func move(_ worker: Int, _ iteration: Int, _ batch: Int) {
    if let clipping = options.clipping, clipping.limit > 0 { clip(worker, clipping) }
    let rate = optimizer.learningRate.value(at: batch - 1)
    for stretch in stretches[worker] {
      decay(stretch, rate)
      guard !optimizer.updatesWholeVariables else { continue }
      update(
        stretch, gradients: gradient + stretch.lowerBound,
        OptimizerStep(iteration: iteration, learningRate: rate))
    }
    guard optimizer.updatesWholeVariables else { return }
    team.meet(as: worker)
    for (index, block) in parameters.blocks.enumerated() where index % team.count == worker {
      update(
        block.range, gradients: gradient + block.range.lowerBound,
        OptimizerStep(iteration: iteration, learningRate: rate, shape: block.variable.shape))
    }
  }

  private func decay(_ range: Range<Int>, _ rate: Float) {
    guard let decay = options.weightDecay else { return }
    for i in range { parameters.weights[i] -= parameters.weights[i] * decay * rate }
  }

  private func update(
    _ range: Range<Int>, gradients: UnsafePointer<Float>, _ step: OptimizerStep
  ) {
    let (first, slots) = (range.lowerBound, state.slots)
    optimizer.update(
      parameters.weights + first, gradients: gradients, slots: { slots[$0] + first },
      count: range.count, step: step)
  }

  /// Adds the slopes of the regularizers, and notes their penalties.
  func regularize(_ worker: Int) {
    guard isRegularized else { return }
    penalties[worker] = 0
    for block in parameters.blocks {
      guard let regularizer = block.variable.regularizer else { continue }
      for stretch in stretches[worker] {
        let own = block.range.clamped(to: stretch)
        guard !own.isEmpty else { continue }
        penalties[worker] += regularizer.penalty(
          of: parameters.weights + own.lowerBound, count: own.count,
          gradient: gradient + own.lowerBound)
      }
    }
  }

  private func clip(_ worker: Int, _ clipping: OptimizerOptions.Clipping) {
    let (own, blocks) = (stretches[worker], parameters.blocks)
    if case .value(let limit) = clipping {
      for i in own.joined() { gradient[i] = min(max(gradient[i], -limit), limit) }
      return
    }
    for (index, block) in blocks.enumerated() {
      var sum = 0.0
      for stretch in own {
        for i in block.range.clamped(to: stretch) {
          sum += Double(gradient[i]) * Double(gradient[i])
        }
      }
      squares[worker * blocks.count + index] = sum
    }
    team.meet(as: worker)
    func square(_ index: Int) -> Double {
      (0..<team.count).reduce(0) { $0 + squares[$1 * blocks.count + index] }
    }
    let all = blocks.indices.reduce(0) { $0 + square($1) }
    for (index, block) in blocks.enumerated() {
      let factor: Float =
        switch clipping {
        case .norm(let limit): limit / max(Float(square(index).squareRoot()), limit)
        case .globalNorm(let limit): limit / max(Float(all.squareRoot()), limit)
        case .value: 1
        }
      for stretch in own {
        for i in block.range.clamped(to: stretch) { gradient[i] *= factor }
      }
    }
  }

  private func average(
    _ worker: Int, _ average: UnsafeMutablePointer<Float>,
    _ options: OptimizerOptions.Average, _ iteration: Int
  ) {
    // The first step has nothing to average with.
    let momentum = iteration == 1 ? 0 : options.momentum
    for i in stretches[worker].joined() {
      average[i] = momentum * average[i] + (1 - momentum) * parameters.weights[i]
    }
    guard let frequency = options.overwriteFrequency, frequency > 0, iteration % frequency == 0
    else { return }
    for i in stretches[worker].joined() { parameters.weights[i] = average[i] }
  }

  private func constrain(_ worker: Int) {
    if state.average != nil { team.meet(as: worker) }
    for (index, applied) in constraints.enumerated() where index % team.count == worker {
      applied.constraint.apply(to: applied.values, applied.plan, norms: applied.norms)
    }
  }
}

/// A variable's constraint with the memory for it.
private struct AppliedConstraint {
  let constraint: Constraint
  let plan: Constraint.Plan
  let values: UnsafeMutablePointer<Float>
  let norms: UnsafeMutablePointer<Double>
}
