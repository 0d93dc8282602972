import Foundation
import NeuralNetwork
import Synchronization

/// The last SIGINT or SIGTERM that came; 0 if none has.
private let received = Atomic<Int32>(0)

/// Ends a training after the current step when the user presses Ctrl-C or the system asks the
/// program to end.
///
/// The signal's second coming ends the program at once.
final class Interruption: Callback {
  init() {
    // Touched before a handler may, since a global's first use takes a lock.
    received.store(0, ordering: .relaxed)
    for number in [SIGINT, SIGTERM] {
      signal(number) {
        received.store($0, ordering: .relaxed)
        signal($0, SIG_DFL)
      }
    }
  }

  func batchEnded(_ batch: BatchSummary) -> Verdict {
    received.load(ordering: .relaxed) == 0 ? .goOn : .stop(because: "interrupted")
  }

  func epochEnded(_ epoch: EpochSummary, _ model: Sequential) -> Verdict {
    received.load(ordering: .relaxed) == 0 ? .goOn : .stop(because: "interrupted")
  }

  /// What a shell expects of a program that a signal ended, or nil if none came.
  static var exitCode: Int32? {
    let signal = received.load(ordering: .relaxed)
    return signal == 0 ? nil : 128 + signal
  }
}
