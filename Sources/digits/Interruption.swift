import Foundation
import NeuralNetwork
import Synchronization

/// The last SIGINT or SIGTERM that came; 0 if none has.
private let received = Atomic<Int32>(0)

/// Ends a training after the current step when the user presses Ctrl-C or the system asks the
/// program to end.
///
/// The signal's second coming ends the program at once. A signal after the last step ends nothing
/// that is not about to end anyway.
final class Interruption: Callback {
  init() {
    // Touched before a handler may, since a global's first use takes a lock.
    received.store(0, ordering: .relaxed)
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] {
      sigaddset(&signals, number)
      signal(number) {
        received.store($0, ordering: .relaxed)
        signal($0, SIG_DFL)
      }
    }
    // Whoever started the program may have blocked them, as Foundation's `Process` does.
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    // Who reads the progress may leave; the training goes on.
    signal(SIGPIPE, SIG_IGN)
  }

  func onTrainBatchEnd(_ batch: BatchSummary) -> Verdict {
    received.load(ordering: .relaxed) == 0 ? .goOn : .stop(because: "interrupted")
  }

  /// What a shell expects of a program that a signal ended, or nil if none came.
  static var exitCode: Int32? {
    let signal = received.load(ordering: .relaxed)
    return signal == 0 ? nil : 128 + signal
  }
}
