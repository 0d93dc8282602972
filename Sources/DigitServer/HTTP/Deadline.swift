internal import NIOCore

/// A time by which something must have happened, on one event loop.
///
/// Setting it anew with every request costs a look at the clock: the timer behind it is moved only when it
/// would come too late.
final class Deadline {
  private var due: NIODeadline?
  private var onMiss: () -> Void = {}
  private var timer: (time: NIODeadline, scheduled: Scheduled<Void>)?

  func set(_ seconds: Double, on eventLoop: any EventLoop, onMiss: @escaping () -> Void) {
    set(.milliseconds(Int64(seconds * 1000)), on: eventLoop, onMiss: onMiss)
  }

  func set(_ time: TimeAmount, on eventLoop: any EventLoop, onMiss: @escaping () -> Void) {
    let due = NIODeadline.now() + time
    self.due = due
    self.onMiss = onMiss
    if let timer, timer.time <= due { return }
    timer?.scheduled.cancel()
    schedule(due, on: eventLoop)
  }

  /// It has happened.
  func cancel() {
    due = nil
    onMiss = {}
  }

  private func schedule(_ time: NIODeadline, on eventLoop: any EventLoop) {
    let scheduled = eventLoop.assumeIsolated().scheduleTask(deadline: time) { [weak self] in
      guard let self else { return }
      fire(on: eventLoop)
    }
    timer = (time, scheduled)
  }

  private func fire(on eventLoop: any EventLoop) {
    timer = nil
    guard let due else { return }
    guard due <= .now() else { return schedule(due, on: eventLoop) }
    let onMiss = onMiss
    cancel()
    onMiss()
  }

  deinit { timer?.scheduled.cancel() }
}
