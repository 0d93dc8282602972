internal import Synchronization

/// Events on their way to one subscriber.
///
/// Who falls behind does not get a backlog: what waits is thrown away, and the next thing told is the
/// whole state as it is then.
final class EventMailbox: Sendable {
  /// Events that may wait.
  static let mostWaiting = 64

  private struct Content {
    var waiting: [TrainingEvent] = []
    /// Something was missed: the whole state is to be told first.
    var needsState = false
    var isClosed = false
    var reader: CheckedContinuation<Void, Never>?
  }

  private let content: Mutex<Content>

  /// A mailbox with the whole state as it is when its subscriber comes.
  init(_ state: TrainingState) {
    content = Mutex(Content(waiting: [.state(state)]))
  }

  /// Puts an event in.
  func post(_ event: TrainingEvent) {
    let reader = content.withLock { content -> CheckedContinuation<Void, Never>? in
      // What is told first anyway need not wait.
      guard !content.isClosed else { return nil }
      if content.waiting.count >= Self.mostWaiting {
        content.waiting = []
        content.needsState = true
      } else if !content.needsState {
        content.waiting.append(event)
      }
      defer { content.reader = nil }
      return content.reader
    }
    reader?.resume()
  }

  /// The next event, once there is one; nil when the subscriber has gone.
  ///
  /// - Parameter state: Tells the whole state; called if something was missed.
  func next(_ state: () -> TrainingState) async -> TrainingEvent? {
    while true {
      enum Find { case nothing, closed, stale, event(TrainingEvent) }
      let find = content.withLock { content -> Find in
        if content.isClosed { return .closed }
        if content.needsState {
          content.needsState = false
          return .stale
        }
        return content.waiting.isEmpty ? .nothing : .event(content.waiting.removeFirst())
      }
      switch find {
      case .closed: return nil
      // Events that come from now on are told, even if the state holds them already: better twice than
      // never.
      case .stale: return .state(state())
      case .event(let event): return event
      case .nothing: await wait()
      }
    }
  }

  private func wait() async {
    await withCheckedContinuation { continuation in
      let isReady = content.withLock { content in
        if content.isClosed || content.needsState || !content.waiting.isEmpty { return true }
        content.reader = continuation
        return false
      }
      if isReady { continuation.resume() }
    }
  }

  /// The subscriber has gone.
  func close() {
    let reader = content.withLock { content -> CheckedContinuation<Void, Never>? in
      content.isClosed = true
      defer { content.reader = nil }
      return content.reader
    }
    reader?.resume()
  }
}
