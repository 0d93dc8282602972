internal import Synchronization

/// The state of the training, where all may read it and those who watch are told of its changes.
final class TrainingBoard: Sendable {
  private struct Content {
    var state = TrainingState()
    var mailboxes: [WeakMailbox] = []
  }

  private struct WeakMailbox {
    weak var mailbox: EventMailbox?
  }

  private let content = Mutex(Content())

  /// The whole state.
  var state: TrainingState { content.withLock { $0.state } }

  /// Changes the state, and tells it.
  ///
  /// - Returns: What it is now.
  @discardableResult
  func update(_ change: (inout TrainingState) -> Void) -> TrainingState {
    tell { state in
      change(&state)
      return .state(state)
    }
  }

  /// Changes the state as a step does, and tells the step alone.
  func add(_ batch: TrainingEvent.Batch) {
    tell { state in
      (state.epoch, state.step, state.steps) = (batch.epoch, batch.step, batch.steps)
      (state.loss, state.accuracy) = (batch.loss, batch.accuracy)
      state.curve.add(
        .init(epochFraction: batch.epochFraction, loss: batch.loss, accuracy: batch.accuracy))
      return .batch(batch)
    }
  }

  /// Adds an epoch to the history, and tells it.
  func add(_ row: EpochRow, steps: Int) {
    tell { state in
      (state.epoch, state.step, state.steps) = (row.epoch, steps, steps)
      (state.loss, state.accuracy) = (row.loss, row.accuracy)
      state.history.append(row)
      return .epoch(row)
    }
  }

  /// Puts guesses in the place of the ones before, and tells them.
  func add(_ guesses: TrainingEvent.Guesses) {
    tell { state in
      state.guesses = guesses.guesses
      state.guessesCorrect = guesses.correct
      return .guesses(guesses)
    }
  }

  /// Posted under the lock, so that everybody is told in the same order.
  @discardableResult
  private func tell(_ change: (inout TrainingState) -> TrainingEvent) -> TrainingState {
    content.withLock { content in
      let event = change(&content.state)
      content.mailboxes.removeAll { $0.mailbox == nil }
      for box in content.mailboxes { box.mailbox?.post(event) }
      return content.state
    }
  }

  /// All that happens from now on, the whole state first.
  ///
  /// The stream ends when whoever reads it is cancelled.
  func events() -> AsyncStream<TrainingEvent> {
    let mailbox = content.withLock { content in
      let mailbox = EventMailbox(content.state)
      content.mailboxes.append(WeakMailbox(mailbox: mailbox))
      return mailbox
    }
    return AsyncStream {
      await mailbox.next { self.state }
    } onCancel: {
      mailbox.close()
    }
  }
}
