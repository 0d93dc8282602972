private import CKernels
private import Foundation
private import Synchronization

/// A barrier: nobody passes before everybody has arrived.
///
/// Who arrives early spins for about as long as sleep and waking cost together, and then sleeps: at
/// worst a meeting costs twice what the better of the two would have. It never yields its turn,
/// which on a busy machine means to wait for a stranger's whole time slice.
public final class MeetingPoint: Sendable {
  private let count: Int
  private let arrived = Atomic<Int>(0)
  private let round = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let bell = NSCondition()

  /// How long to spin before sleep.
  private static let patience = Duration.microseconds(20)

  /// A meeting point for `count` threads.
  public init(count: Int) { self.count = count }

  /// Tells the processor that the calling thread spins.
  public static func pause() { kernels_pause() }

  /// Returns once all threads have called it.
  public func meet() {
    guard count > 1 else { return }
    let current = round.load(ordering: .acquiring)
    if arrived.add(1, ordering: .acquiringAndReleasing).newValue == count {
      arrived.store(0, ordering: .relaxed)
      // Sequentially consistent, together with the sleeper's: one of the two sees the other.
      round.store(current + 1, ordering: .sequentiallyConsistent)
      guard sleepers.load(ordering: .sequentiallyConsistent) > 0 else { return }
      // Once the lock is had, every sleeper waits or will see the new round. Rung without it, nobody wakes up only to
      // wait for the lock.
      bell.lock()
      bell.unlock()
      bell.broadcast()
      return
    }
    let bedtime = ContinuousClock.now + Self.patience
    repeat {
      for _ in 0..<16 {
        if round.load(ordering: .acquiring) != current { return }
        kernels_pause()
      }
    } while ContinuousClock.now < bedtime
    bell.lock()
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while round.load(ordering: .sequentiallyConsistent) == current { bell.wait() }
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    bell.unlock()
  }
}
