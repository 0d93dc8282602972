private import Foundation
private import Synchronization

/// A fixed number of threads that work on slices of the same job and meet where samples must meet.
///
///     let team = WorkerTeam(count: 2)
///     team.run { worker in
///       sums[worker] = …
///       team.meet(as: worker)   // now every sum is there
///     }
///
/// The caller of ``run(_:)`` is worker 0, so a team of one starts no thread. Between jobs the
/// others sleep.
public final class WorkerTeam: Sendable {
  /// Number of workers, the caller included.
  public let count: Int
  private let inside: MeetingPoint
  private let desk: Desk
  private let turn = NSLock()
  /// The thread that has the turn; 0 if none.
  private let holder = Atomic<UInt>(0)

  /// A team of the given size, at least 1; by default one worker for every core that this process
  /// may use.
  public init(count: Int = WorkerTeam.availableCores) {
    self.count = max(1, count)
    inside = MeetingPoint(count: self.count)
    desk = Desk(finish: MeetingPoint(count: self.count))
    for worker in 1..<self.count {
      let thread = Thread { [desk] in desk.serve(as: worker) }
      thread.name = "worker \(worker)"
      thread.stackSize = 4 << 20
      thread.start()
    }
  }

  deinit { desk.close() }

  /// Number of cores that this process may use.
  public static var availableCores: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// Runs the job on every worker, each with its number, and returns once all are done.
  ///
  /// Callers on several threads take turns, unless the team is only its caller. Within a job threads compute as ``CallingThread`` says, the caller's and
  /// what it calls included.
  /// - Precondition: No job of this team calls it: it would wait for itself.
  public func run(_ job: (_ worker: Int) -> Void) {
    CallingThread.computing { share(job) }
  }

  private func share(_ job: (_ worker: Int) -> Void) {
    guard count > 1 else { return job(0) }
    let caller = UInt(bitPattern: ObjectIdentifier(Thread.current))
    precondition(
      holder.load(ordering: .relaxed) != caller,
      "Expected a model that is not in the middle of a step; ask a Predictor made of it instead.")
    withoutActuallyEscaping(job) { job in
      withUnsafePointer(to: job) { pointer in
        turn.withLock {
          holder.store(caller, ordering: .relaxed)
          desk.hand(out: pointer)
          job(0)
          desk.finish.meet(as: 0)
          holder.store(0, ordering: .relaxed)
        }
      }
    }
  }

  /// Inside a job: returns once every worker has called it, each with its own number.
  public func meet(as worker: Int) { inside.meet(as: worker) }
}

/// Where workers wait for a job.
///
/// Kept apart from the team, so that waiting threads do not keep the team alive.
private final class Desk: @unchecked Sendable {
  let finish: MeetingPoint
  private let bell = NSCondition()
  // All guarded by `bell`.
  private var job: UnsafePointer<(Int) -> Void>?
  private var number = 0
  private var isClosed = false

  init(finish: MeetingPoint) { self.finish = finish }

  /// The pointer is read until all have met at the finish.
  func hand(out job: UnsafePointer<(Int) -> Void>) {
    bell.withLock {
      self.job = job
      number += 1
      bell.broadcast()
    }
  }

  func close() {
    bell.withLock {
      isClosed = true
      bell.broadcast()
    }
  }

  func serve(as worker: Int) {
    CallingThread.computing {
      var served = 0
      while let job = next(after: served) {
        served += 1
        perform(job, as: worker)
        finish.meet(as: worker)
      }
    }
  }

  /// A function of its own, so that nothing of the job is held when the worker meets the others.
  @inline(never)
  private func perform(_ job: UnsafePointer<(Int) -> Void>, as worker: Int) { job.pointee(worker) }

  private func next(after served: Int) -> UnsafePointer<(Int) -> Void>? {
    bell.withLock {
      while number == served && !isClosed { bell.wait() }
      return isClosed ? nil : job
    }
  }
}
