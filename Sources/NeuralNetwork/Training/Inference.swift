internal import Kernels

/// Runs samples forward, without gradients, on all workers.
///
/// Samples go through in pieces whose size does not depend on the number of workers, so neither do
/// the results.
struct Inference {
  private let pool: ChainPool
  private let pieceSize: Int

  /// - Parameters:
  ///   - count: Networks to plan, for as many callers at once.
  ///   - mostSamples: No more than these will come at a time.
  init(
    _ stack: LayerStack, _ parameters: Parameters, seed: UInt64, count: Int,
    mostSamples: Int = .max
  ) throws(ModelError) {
    pieceSize = max(1, min(stack.samplesAtOnce, mostSamples))
    let pieces = max(1, (mostSamples - 1) / pieceSize + 1)
    pool = try ChainPool(
      stack, parameters, seed: seed, count: min(count, pieces), capacity: pieceSize)
  }

  /// Calls `body` for every piece of the data with its place and its outputs `[count, outputs]`,
  /// from several threads.
  func run(
    _ data: Dataset, on team: WorkerTeam,
    _ body: (_ piece: Range<Int>, _ outputs: UnsafeMutablePointer<Float>) -> Void
  ) {
    let pieces = (data.count + pieceSize - 1) / pieceSize
    let sampleCount = data.shape.elementCount
    team.run { worker in
      guard worker < pieces else { return }
      pool.borrow { chain in
        for number in stride(from: worker, to: pieces, by: team.count) {
          let piece = number * pieceSize..<min((number + 1) * pieceSize, data.count)
          for (i, position) in piece.enumerated() {
            data.copyStored(data.rows[position], into: chain.input + i * sampleCount)
          }
          chain.forward(.inference(count: piece.count))
          body(piece, chain.output)
        }
      }
    }
  }

  /// The outputs for every sample, in order.
  func predictions(
    _ data: Dataset, on team: WorkerTeam, classes: Int, _ activation: ActivationFunction
  ) -> Predictions {
    var values = [Float](repeating: 0, count: data.count * classes)
    values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      run(data, on: team) { piece, outputs in
        (base + piece.lowerBound * classes).update(from: outputs, count: piece.count * classes)
      }
    }
    return Predictions(values: values, classCount: classes, probabilityActivation: activation)
  }

  /// The outputs for one sample, on the calling thread.
  func run(_ sample: UnsafeBufferPointer<Float>, into output: UnsafeMutableBufferPointer<Float>) {
    guard let from = sample.baseAddress, let to = output.baseAddress else { return }
    CallingThread.computing {
      pool.borrow { chain in
        chain.input.update(from: from, count: sample.count)
        chain.forward(.inference(count: 1))
        to.update(from: chain.output, count: output.count)
      }
    }
  }
}
