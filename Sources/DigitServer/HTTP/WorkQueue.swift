internal import Foundation
internal import Synchronization

/// Where work is done that takes milliseconds, away from the threads that wait for requests: as many
/// at once as there are cores, a number of others wait, the rest is told to come back.
final class WorkQueue: Sendable {
  private let queue = OperationQueue()
  private let admitted = Mutex(0)
  private let most: Int

  /// - Parameters:
  ///   - cores: Work that is done at once.
  ///   - waiting: Work that may wait.
  init(cores: Int, waiting: Int) {
    queue.maxConcurrentOperationCount = cores
    most = cores + waiting
  }

  /// Does a piece of work when its turn comes.
  ///
  /// - Throws: ``ServiceError`` 429 if too much is waiting; whatever the work throws.
  func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result
  {
    let isAdmitted = admitted.withLock { admitted in
      guard admitted < most else { return false }
      admitted += 1
      return true
    }
    guard isAdmitted else {
      throw ServiceError.busy("The server is busy with \(most) requests: try again in a second.")
    }
    return try await withCheckedThrowingContinuation { continuation in
      queue.addOperation { [self] in
        let result = Swift.Result { try work() }
        leave()
        continuation.resume(with: result)
      }
    }
  }

  private func leave() { admitted.withLock { $0 -= 1 } }
}
