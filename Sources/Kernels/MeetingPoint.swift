private import CKernels
private import Foundation
private import Synchronization

/// A barrier: nobody passes before everybody has arrived.
///
/// Who arrives early spins for about as long as sleep and waking cost together, and then sleeps: at
/// worst a meeting costs twice what the better of the two would have. It never yields its turn,
/// which on a busy machine means to wait for a stranger's whole time slice.
///
/// Everyone writes a word of one's own and reads those of all others: for a handful of threads that is
/// a transfer between cores less than with a counter, which each would have to own in turn.
public final class MeetingPoint: @unchecked Sendable {
  private let count: Int
  /// How often each thread has arrived, each apart from the others by two cache lines.
  private let arrivals: UnsafeMutablePointer<Atomic<Int>>
  private let sleepers = Atomic<Int>(0)
  private let bell = NSCondition()

  /// How long to spin before sleep.
  private static let patience = Duration.microseconds(20)

  /// A meeting point for `count` threads.
  public init(count: Int) {
    self.count = count
    arrivals = .allocate(capacity: count * Self.stride)
    for i in 0..<count * Self.stride { (arrivals + i).initialize(to: Atomic(0)) }
  }

  deinit { arrivals.deallocate() }

  /// Processors fetch cache lines of 64 bytes in pairs.
  private static let stride = 128 / MemoryLayout<Atomic<Int>>.stride

  /// Tells the processor that the calling thread spins.
  public static func pause() { kernels_pause() }

  /// Returns once all threads have called it, each with its own number.
  public func meet(as number: Int) {
    precondition((0..<count).contains(number), "A thread that was not planned for.")
    guard count > 1 else { return }
    let own = arrivals + number * Self.stride
    let round = own.pointee.load(ordering: .relaxed) + 1
    // Sequentially consistent, together with the sleeper's: one of the two sees the other.
    own.pointee.store(round, ordering: .sequentiallyConsistent)
    if haveAllArrived(round) {
      guard sleepers.load(ordering: .sequentiallyConsistent) > 0 else { return }
      // Once the lock is had, every sleeper waits or will see this arrival. Rung without it, nobody wakes up only to
      // wait for the lock.
      bell.lock()
      bell.unlock()
      return bell.broadcast()
    }
    let bedtime = ContinuousClock.now + Self.patience
    repeat {
      for _ in 0..<16 {
        if haveAllArrived(round) { return }
        kernels_pause()
      }
    } while ContinuousClock.now < bedtime
    bell.lock()
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while !haveAllArrived(round) { bell.wait() }
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    bell.unlock()
  }

  private func haveAllArrived(_ round: Int) -> Bool {
    for number in 0..<count
    where arrivals[number * Self.stride].load(ordering: .sequentiallyConsistent) < round {
      return false
    }
    return true
  }
}
