internal import Foundation
internal import NeuralNetwork
internal import Synchronization

/// Pauses and stops a training from other threads.
///
/// While it waits, the training's thread stands in the callback after a step, and its workers sleep.
final class TrainingControl: Callback, Sendable {
  /// What it shall do.
  enum Wish: Int, AtomicRepresentable {
    case goOn, pause
    /// Ends, and makes a model of what there is.
    case stop
    /// Ends, to go on another time.
    case interrupt
  }

  /// Why a training ended before its last epoch.
  enum Ending: Equatable {
    case stopped, interrupted
    /// The loss was no number any more.
    case diverged(epoch: Int, step: Int)
  }

  private struct Outcome {
    /// There are steps to come.
    var isOpen = false
    var ending: Ending?
  }

  private let wish = Atomic(Wish.goOn)
  private let bell = NSCondition()
  private let outcome = Mutex(Outcome())
  private let paused = Mutex(0.0)

  /// Says what it shall do from the next step on.
  ///
  /// - Returns: It will; false if it has not begun, is about to end, or has ended.
  func ask(_ new: Wish) -> Bool {
    bell.withLock {
      let old = wish.load(ordering: .relaxed)
      let isEnding = old == .stop || old == .interrupt
      guard new == .interrupt || isOpen && !isEnding else { return false }
      wish.store(new, ordering: .relaxed)
      bell.broadcast()
      return true
    }
  }

  /// Why it ended early, if it did.
  var ending: Ending? { outcome.withLock { $0.ending } }

  private var isOpen: Bool { outcome.withLock { $0.isOpen } }

  /// Takes wishes from now on: steps begin.
  func open() { outcome.withLock { $0.isOpen = true } }

  /// Takes no wishes any more: there are no further steps.
  func close() { outcome.withLock { $0.isOpen = false } }

  /// Seconds that it has been paused since this was asked last.
  func takePausedSeconds() -> Double {
    paused.withLock { seconds in
      defer { seconds = 0 }
      return seconds
    }
  }

  /// Waits as long as it is wished, and ends the training if that is wished, or makes no sense any more.
  func onTrainBatchEnd(_ batch: BatchSummary) -> Verdict {
    guard batch.loss.isFinite else {
      return end(.diverged(epoch: batch.epoch + 1, step: batch.step + 1), "the loss diverged")
    }
    if wish.load(ordering: .relaxed) == .goOn { return .goOn }
    let start = ContinuousClock.now
    let latest = bell.withLock {
      while wish.load(ordering: .relaxed) == .pause { bell.wait() }
      return wish.load(ordering: .relaxed)
    }
    paused.withLock { $0 += start.duration(to: .now) / .seconds(1) }
    switch latest {
    case .stop: return end(.stopped, "stopped")
    case .interrupt: return end(.interrupted, "interrupted")
    case .goOn, .pause: return .goOn
    }
  }

  private func end(_ ending: Ending, _ reason: String) -> Verdict {
    outcome.withLock { $0.ending = ending }
    return .stop(because: reason)
  }
}
