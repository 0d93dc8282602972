private import CKernels
private import Foundation
private import Synchronization

/// A barrier: nobody passes before everybody has arrived.
///
/// Who arrives early spins for a few microseconds, as long as the others are expected to be late,
/// and then sleeps, so that a busy machine is not punished.
public final class MeetingPoint: Sendable {
  private let count: Int
  private let arrived = Atomic<Int>(0)
  private let round = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let bell = NSCondition()

  /// Turns of the waiting loop before sleep: about 20 µs.
  private static let patience = 4000

  /// A meeting point for `count` threads.
  public init(count: Int) { self.count = count }

  /// Returns once all threads have called it.
  public func meet() {
    guard count > 1 else { return }
    let current = round.load(ordering: .acquiring)
    if arrived.add(1, ordering: .acquiringAndReleasing).newValue == count {
      arrived.store(0, ordering: .relaxed)
      // Sequentially consistent, together with the sleeper's: one of the two sees the other.
      round.store(current + 1, ordering: .sequentiallyConsistent)
      guard sleepers.load(ordering: .sequentiallyConsistent) > 0 else { return }
      bell.lock()
      bell.broadcast()
      bell.unlock()
      return
    }
    for _ in 0..<Self.patience {
      if round.load(ordering: .acquiring) != current { return }
      kernels_pause()
    }
    bell.lock()
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while round.load(ordering: .sequentiallyConsistent) == current { bell.wait() }
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    bell.unlock()
  }
}
