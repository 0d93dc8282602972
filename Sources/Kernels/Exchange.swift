/// How the workers of a team meet in the middle of a pass: each writes its part, all wait, each
/// reads everybody's.
public struct Exchange {
  /// This worker's number.
  public let worker: Int
  private let team: WorkerTeam
  private let memory: SharedMemory

  /// The meeting place of one worker; the memory is the same for all of them.
  public init(worker: Int, team: WorkerTeam, memory: SharedMemory) {
    self.worker = worker
    self.team = team
    self.memory = memory
  }

  /// Number of workers.
  public var workers: Int { team.count }

  /// `workers` stretches of `count` numbers that all workers see, the same for this layer on every
  /// worker.
  public func shared(_ count: Int) -> UnsafeMutablePointer<Double> {
    memory.block(count * workers, for: worker)
  }

  /// A place for each worker that all of them see, the same for this layer on every worker.
  func places<Place: BitwiseCopyable>(of type: Place.Type) -> UnsafeMutablePointer<Place> {
    memory.block(workers, for: worker)
  }

  /// Returns once every worker has called it.
  public func meet() { team.meet(as: worker) }
}

/// Memory that all workers see.
///
/// Each worker asks for the same blocks in the same order while its operations are made.
public final class SharedMemory {
  private let arena = Arena()
  private var blocks: [UnsafeMutableRawPointer] = []
  private var asked: [Int: Int] = [:]

  /// Memory of which nobody has asked for anything yet.
  public init() {}

  func block<Element: BitwiseCopyable>(
    _ count: Int, for worker: Int
  ) -> UnsafeMutablePointer<Element> {
    let index = asked[worker, default: 0]
    asked[worker] = index + 1
    if index == blocks.count {
      blocks.append(arena.allocate(count, of: Element.self))
    }
    return blocks[index].assumingMemoryBound(to: Element.self)
  }
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
