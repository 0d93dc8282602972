internal import Foundation
internal import MNIST
internal import NeuralNetwork
internal import Runs
internal import Synchronization

/// The one training of a server: started, paused and stopped by any page, watched by all of them.
///
/// It runs on a thread of its own and is kept on disk after every epoch, so that a server that was
/// killed offers it for resume.
final class TrainingCenter: Sendable {
  private let surroundings: Surroundings
  /// The digits that its guesses are about.
  let samples: OnDemand<SampleDigits.List>
  private let board = TrainingBoard()
  private let current = Mutex<TrainingControl?>(nil)

  /// A center that looks for runs that were interrupted, and waits.
  init(_ surroundings: Surroundings) {
    self.surroundings = surroundings
    samples = OnDemand {
      try SampleDigits(surroundings.pictures().test, of: surroundings.dataset).list
    }
    board.update {
      $0.resumable = ResumableRun.all(in: surroundings.folder, of: surroundings.dataset)
    }
  }

  /// The whole state.
  var state: TrainingState { board.state }

  /// All that happens from now on, the whole state first; for as many as like to listen.
  func events() -> AsyncStream<TrainingEvent> { board.events() }

  /// Starts a training, and returns once it runs.
  ///
  /// - Returns: The state as it begins.
  /// - Throws: ``TrainingError``.
  func start(_ request: TrainingRequest) async throws(TrainingError) -> TrainingState {
    let control = TrainingControl()
    let isFree = current.withLock { current in
      guard current == nil else { return false }
      current = control
      return true
    }
    guard isFree else { throw .busy }
    do {
      return try await withCheckedThrowingContinuation { begun in
        // Training is long and computes: it would starve others on the threads that serve requests.
        let thread = Thread { self.work(request, control, begun) }
        thread.name = "training"
        thread.stackSize = 8 << 20
        thread.start()
      }
    } catch {
      throw TrainingError(error)
    }
  }

  private func work(
    _ request: TrainingRequest, _ control: TrainingControl,
    _ begun: CheckedContinuation<TrainingState, any Error>
  ) {
    let job: TrainingJob
    do {
      job = try TrainingJob(request, surroundings, board, control)
    } catch {
      current.withLock { $0 = nil }
      begun.resume(throwing: TrainingError(error))
      return
    }
    let state = board.update { state in
      job.begin(&state)
      control.open()
    }
    begun.resume(returning: state)
    let conclude = job.learn()
    board.update { state in
      conclude(&state)
      // At once: whoever sees the end may start the next one, and nobody before.
      current.withLock { $0 = nil }
    }
  }

  /// Lets the training stand still after the step under way.
  ///
  /// - Throws: ``TrainingError/notRunning``.
  func pause() throws(TrainingError) -> TrainingState {
    try ask(.pause) { if $0 == .running { $0 = .paused } }
  }

  /// Lets it go on.
  ///
  /// - Throws: ``TrainingError/notRunning``.
  func resume() throws(TrainingError) -> TrainingState {
    try ask(.goOn) { if $0 == .paused { $0 = .running } }
  }

  /// Ends it after the step under way; the best of its epochs becomes a model.
  ///
  /// - Throws: ``TrainingError/notRunning``.
  func stop() throws(TrainingError) -> TrainingState {
    try ask(.stop) { if $0.isActive { $0 = .stopping } }
  }

  private func ask(
    _ wish: TrainingControl.Wish, _ change: (inout TrainingState.Phase) -> Void
  ) throws(TrainingError) -> TrainingState {
    guard let control = current.withLock({ $0 }), control.ask(wish) else { throw .notRunning }
    return board.update { change(&$0.phase) }
  }

  /// Ends a training that runs, to go on when the server runs again; for a server that shuts down.
  func interrupt() async {
    guard let control = current.withLock({ $0 }) else { return }
    _ = control.ask(.interrupt)
    for await event in events() {
      if case .state(let state) = event, !state.phase.isActive { return }
    }
  }
}
