internal import Kernels

/// One worker's network: its own activations and gradients over the shared weights.
final class TrainingWorker {
  /// This worker's part of the gradient of the batch's mean loss, laid out as the weights.
  let gradient: PartialGradient
  /// Number of samples, and sum of their losses, in this worker's part of the last batch.
  private(set) var sampleCount = 0
  private(set) var loss = 0.0
  /// What this worker counted in the epoch so far.
  let metrics: MetricSums

  private let chain: Chain
  private let context: WorkerContext
  private let data: Dataset
  private let augmenter: Augmenter?
  private let lossFunction: Loss
  private let classes, inputCount: Int
  private let labels: UnsafeMutablePointer<Int32>
  private let weights: UnsafeMutablePointer<Float>?

  init(
    _ model: Sequential, _ compilation: Compilation, data: Dataset, largestSlice: Int,
    exchange: Exchange
  ) throws(ModelError) {
    let pieceSize = Self.pieceSize(model, largestSlice: largestSlice)
    context = WorkerContext(
      capacity: pieceSize, isTraining: true, streams: RandomStreams(seed: model.seed),
      exchange: exchange)
    gradient = PartialGradient(count: model.parameters.weightCount, in: context.arena)
    chain = try Chain(
      model.stack, context: context, variables: model.parameters.pointers,
      gradients: model.parameters.pointers(into: gradient.values),
      lateGradient: pieceSize == largestSlice ? gradient : nil)
    labels = context.arena.allocate(context.capacity)
    weights = data.allWeights == nil ? nil : context.arena.allocate(context.capacity)
    self.data = data
    augmenter = try Augmenter(data, seed: model.seed, in: context.arena)
    lossFunction = compilation.loss
    classes = model.outputShape.elementCount
    inputCount = data.shape.elementCount
    metrics = MetricSums(
      compilation.metrics, compilation.loss, outputs: classes, in: context.arena)
  }

  /// How many samples go through the network at once.
  private static func pieceSize(_ model: Sequential, largestSlice: Int) -> Int {
    if model.layers.contains(where: \.needsWholeBatch) { return largestSlice }
    return min(largestSlice, model.stack.samplesAtOnce)
  }

  /// Forward and backward over the samples at the given places of the epoch's order, as they are if
  /// the epoch is plain.
  func work(
    on slice: Range<Int>, batchCount: Int, order: UnsafePointer<Int32>, epoch: Int,
    isPlain: Bool
  ) {
    (sampleCount, loss) = (slice.count, 0)
    // Even pieces, and one even of an empty slice: its gradient must become 0, and others may wait in a
    // meeting.
    let pieces = max(1, (slice.count + context.capacity - 1) / context.capacity)
    for number in 0..<pieces {
      let piece = Kernels.slice(slice, part: number, of: pieces)
      let pass = Pass(
        count: piece.count, isTraining: true, accumulates: number > 0,
        firstSample: piece.lowerBound, epoch: epoch)
      for (i, place) in piece.enumerated() {
        let sample = chain.input + i * inputCount
        data.copyStored(order[place], into: sample)
        if !isPlain { augmenter?.change(sample, sample: order[place], epoch: epoch) }
        labels[i] = data.storedLabel(order[place])
        weights?[i] = data.storedWeight(order[place])
        // The next batch's, from anywhere in a memory that no cache holds.
        if place + batchCount < data.count { data.prefetchStored(order[place + batchCount]) }
      }
      chain.forward(pass)
      measure(piece.count, batchCount: batchCount)
      chain.backward(pass)
    }
  }

  private func measure(_ count: Int, batchCount: Int) {
    guard let outputGradient = chain.outputGradient else { return }
    loss += lossFunction.measure(
      chain.output, labels: labels, weights: weights, count: count, classes: classes,
      gradient: outputGradient, scale: 1 / Float(batchCount))
    for i in 0..<count { metrics.add(chain.output + i * classes, label: Int(labels[i])) }
  }
}
