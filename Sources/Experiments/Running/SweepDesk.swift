internal import Foundation
internal import NeuralNetwork
internal import Synchronization

/// Where threads that train come for work, and where one that keeps the store hears of it.
///
/// Unchecked, since the compiler does not know that the condition's lock guards the rest.
final class SweepDesk: @unchecked Sendable {
  private let condition = NSCondition()
  private var schedule: SweepSchedule
  private var threads: Int
  private var failure: (any Error)?
  private let isStopped = Atomic(false)

  /// What happened since the last call of ``wait(seconds:)``.
  struct News {
    let events: [SweepEvent]
    let ended: [TrialRecord]
    /// No thread is at work any more.
    let isOver: Bool
  }

  /// A desk for so many threads.
  init(_ schedule: SweepSchedule, threads: Int) {
    self.schedule = schedule
    self.threads = threads
  }

  /// Trains until there is nothing left, or all are to stop: what each thread does.
  func serve(_ runner: TrialRunner) {
    while let job = next() {
      do {
        let ending = try runner.run(job.trial, until: job.epochs) {
          self.isStopped.load(ordering: .relaxed)
        } report: { event in
          self.locked { $0.report(job.trial.id, event) }
        }
        end(job, ending, runner)
      } catch {
        stop(because: error)
        end(job, .interrupted, runner)
      }
    }
    condition.lock()
    threads -= 1
    condition.broadcast()
    condition.unlock()
  }

  /// Waits for a job that can be done.
  private func next() -> SweepSchedule.Job? {
    condition.lock()
    defer { condition.unlock() }
    while !isStopped.load(ordering: .relaxed), !schedule.isDone {
      if let job = schedule.next() {
        schedule.begin(job.trial.id)
        condition.broadcast()
        return job
      }
      condition.wait()
    }
    return nil
  }

  private func end(_ job: SweepSchedule.Job, _ ending: TrialRunner.Ending, _ runner: TrialRunner) {
    let dropped = locked { schedule -> [TrialRecord] in
      let before = schedule.rung
      schedule.end(job.trial.id, ending)
      return schedule.rung == before ? [] : schedule.trials.filter { $0.state == .dropped }
    }
    for trial in dropped { runner.forget(trial.id) }
  }

  private func locked<Result>(_ change: (inout SweepSchedule) -> Result) -> Result {
    condition.lock()
    defer {
      condition.broadcast()
      condition.unlock()
    }
    return change(&schedule)
  }

  /// Ends all trainings after their running steps.
  func stop(because error: (any Error)? = nil) {
    condition.lock()
    failure = failure ?? error
    isStopped.store(true, ordering: .relaxed)
    condition.broadcast()
    condition.unlock()
  }

  /// Why the trainings were stopped, if something is wrong.
  var problem: (any Error)? {
    condition.lock()
    defer { condition.unlock() }
    return failure
  }

  /// Waits until something happens, but not long.
  func wait(seconds: Double) -> News {
    condition.lock()
    defer { condition.unlock() }
    var news = schedule.takeNews()
    if news.events.isEmpty, threads > 0 {
      _ = condition.wait(until: Date(timeIntervalSinceNow: seconds))
      news = schedule.takeNews()
    }
    return News(events: news.events, ended: news.ended, isOver: threads == 0)
  }

  /// How far the sweep is.
  func progress(elapsed: Double) -> SweepProgress {
    condition.lock()
    defer { condition.unlock() }
    return schedule.progressNow(elapsed: elapsed)
  }

  /// The trainings as they are now, and whether all are done.
  var result: (trials: [TrialRecord], isDone: Bool) {
    condition.lock()
    defer { condition.unlock() }
    return (schedule.trials, schedule.isDone)
  }
}
