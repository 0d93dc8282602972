public import Kernels

/// Where a layer's operation finds its memory.
///
/// Pointers lead to matrices of `context.capacity` samples.
public struct Placement {
  /// Shape of one input sample and of one output sample.
  public let inputShape, outputShape: Shape
  /// `[capacity, inputShape…]` and `[capacity, outputShape…]`.
  public let input, output: UnsafeMutablePointer<Float>
  /// As the input, or nil where nobody needs it: where nothing before learns, and in inference.
  public let inputGradient: UnsafeMutablePointer<Float>?
  /// As the output, or nil in inference.
  public let outputGradient: UnsafeMutablePointer<Float>?
  /// The variables, in the layer's order, shared by all workers.
  public let variables: [UnsafeMutablePointer<Float>]
  /// This worker's gradient for each variable; nil for those that are not trained, and in
  /// inference.
  public let gradients: [UnsafeMutablePointer<Float>?]
  /// What is common to all layers on this worker.
  public let context: WorkerContext
}

/// What all operations of one worker share.
public struct WorkerContext {
  /// The most samples in one pass.
  public let capacity: Int
  /// Gradients will be asked for.
  public let isTraining: Bool
  /// Random numbers.
  public let streams: RandomStreams
  /// The other workers; nil where samples never meet, in inference.
  public let exchange: Exchange?
  /// Memory for what an operation keeps.
  public let arena = Arena()
}

/// Hands out random streams in the order in which operations are made, the same on every worker.
public final class RandomStreams {
  private let seed: UInt64
  private var handedOut: [RandomStream.Purpose: Int] = [:]

  /// The streams of a seed.
  public init(seed: UInt64) { self.seed = seed }

  /// The next stream for a purpose.
  public func next(_ purpose: RandomStream.Purpose) -> RandomStream {
    let index = handedOut[purpose, default: 0]
    handedOut[purpose] = index + 1
    return RandomStream(seed: seed, purpose: purpose, index: index)
  }
}

/// How the workers' operations of one layer meet: each writes its part, all wait, each reads
/// everybody's.
public struct Exchange {
  /// This worker's number.
  public let worker: Int
  let team: WorkerTeam
  let memory: SharedMemory

  /// Number of workers.
  public var workers: Int { team.count }

  /// `workers` stretches of `count` numbers that all workers see, the same for this layer on every
  /// worker.
  public func shared(_ count: Int) -> UnsafeMutablePointer<Double> {
    memory.numbers(count * workers, for: worker)
  }

  /// Returns once every worker has called it.
  public func meet() { team.meet() }
}

/// Memory that all workers see.
///
/// Each worker asks for the same blocks in the same order while its operations are made.
final class SharedMemory {
  private let arena = Arena()
  private var blocks: [UnsafeMutablePointer<Double>] = []
  private var asked: [Int: Int] = [:]

  func numbers(_ count: Int, for worker: Int) -> UnsafeMutablePointer<Double> {
    let index = asked[worker, default: 0]
    asked[worker] = index + 1
    if index == blocks.count { blocks.append(arena.allocate(count)) }
    return blocks[index]
  }
}
