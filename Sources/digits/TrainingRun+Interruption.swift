import Foundation
import NeuralNetwork
import Runs

extension TrainingRun {
  /// Goes on with the training in a directory; says on standard error what of it is damaged.
  ///
  /// - Parameter epochs: Another number of epochs than the run began with.
  init(resuming directory: RunDirectory, epochs: Int?) throws {
    try self.init(resuming: directory, epochs: epochs) { warning in
      StandardError.write("Warning: \(warning)\n")
    }
  }

  /// Trains to the end, or until the user or the system asks the program to stop.
  ///
  /// - Parameters:
  ///   - progress: Where the epochs are shown.
  ///   - interruption: Who listens for that.
  /// - Throws: ``Interrupted`` if it was asked to stop.
  func learn(progress: ProgressBar.Output, _ interruption: Interruption) throws -> History {
    let history = try learn(ProgressBar(.automatic, output: progress), then: interruption)
    if history.stopReason != nil, let code = Interruption.exitCode {
      throw Interrupted(code: code, history: history)
    }
    return history
  }

  /// The training was asked to stop.
  struct Interrupted: Error {
    let code: Int32
    let history: History
  }
}
