internal import Synchronization

/// Whether the server takes requests: not before its models can answer, and no longer once it was asked
/// to end.
final class Readiness: Sendable {
  private enum State { case starting, ready, draining }
  private let state = Mutex(State.starting)

  var isReady: Bool { state.withLock { $0 == .ready } }
  var wasOpen: Bool { state.withLock { $0 != .starting } }
  var isDraining: Bool { state.withLock { $0 == .draining } }

  func open() { state.withLock { if $0 == .starting { $0 = .ready } } }
  func drain() { state.withLock { $0 = .draining } }
}
