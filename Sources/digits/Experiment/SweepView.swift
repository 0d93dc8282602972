import Experiments
import Foundation

/// Shows how a sweep goes: a table that is drawn anew on a terminal, plain lines elsewhere.
///
/// The terminal is left as it is at every moment: nothing is hidden or switched on that would have
/// to be brought back, however the program ends.
struct SweepView {
  private let name: String
  private let isLive: Bool
  private let clock = ContinuousClock()
  private var lastDrawn: ContinuousClock.Instant?
  /// Lines on the terminal that the next drawing replaces.
  private var lineCount = 0
  private var last: SweepProgress?
  private var hasSaidTesting = false

  /// A view of the sweep of a name.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - isShared: Others, too, may write to this terminal, where `mpirun` has started them.
  init(name: String, isShared: Bool) {
    self.name = name
    let environment = ProcessInfo.processInfo.environment
    isLive =
      !isShared && isatty(STDOUT_FILENO) == 1 && environment["TERM"] != "dumb"
      && (environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Shows a report of the runner.
  mutating func show(_ progress: SweepProgress) {
    last = progress
    guard isLive else { return say(progress) }
    let now = clock.now
    if let lastDrawn, lastDrawn.duration(to: now) < .milliseconds(200), !progress.isTesting {
      return
    }
    lastDrawn = now
    draw(progress)
  }

  /// Leaves the last state.
  mutating func finish() {
    if isLive, let last { draw(last) }
  }

  // MARK: Plain

  private mutating func say(_ progress: SweepProgress) {
    var done = progress.done - progress.ended.count
    for trial in progress.ended {
      done += 1
      write("[\(done)/\(progress.total)] \(Self.result(trial))\n")
    }
    if progress.isTesting, !hasSaidTesting {
      hasSaidTesting = true
      write("Training the chosen setting on all training digits, to test it once.\n")
    }
  }

  /// What came of a training.
  private static func result(_ trial: TrialRecord) -> String {
    let what =
      "\(trial.setting)" + (trial.phase == .comparison ? ", seed \(trial.seed)" : ", search")
    let seconds = trial.history.reduce(0) { $0 + $1.seconds }
    switch trial.state {
    case .finished where trial.phase == .search:
      let loss = trial.history.last?.validationLoss ?? .nan
      return what + String(format: ": validation loss %.4f, %.1f s", loss, seconds)
    case .finished:
      return "\(what): \(percent(trial.accuracy)), " + String(format: "%.1f s", seconds)
    case .failed: return "\(what): failed. \(trial.failure ?? "")"
    case .diverged, .dropped, .waiting, .running: return "\(what): \(trial.state.rawValue)"
    }
  }

  // MARK: Live

  private mutating func draw(_ progress: SweepProgress) {
    let size = Self.terminalSize
    let lines = Self.lines(progress, name).prefix(max(1, size.rows - 1)).map {
      String($0.prefix(max(1, size.columns - 1)))
    }
    let up = lineCount > 0 ? "\r\u{1B}[\(lineCount)A" : ""
    write(up + lines.map { "\u{1B}[K\($0)\n" }.joined() + "\u{1B}[J")
    lineCount = lines.count
  }

  static func lines(_ progress: SweepProgress, _ name: String) -> [String] {
    let width = 20
    let filled = progress.total > 0 ? width * progress.done / progress.total : width
    let bar =
      String(repeating: "━", count: filled) + String(repeating: "·", count: width - filled)
    let misfits = [
      (progress.diverged, "diverged"), (progress.failed, "failed"), (progress.dropped, "dropped"),
    ].filter { $0.0 > 0 }.map { ", \($0.0) \($0.1)" }.joined()
    var lines = [
      "\(name)  \(bar)  \(progress.done) of \(progress.total) done\(misfits), "
        + "\(progress.running.count) running, \(progress.waiting) waiting",
      "\(time(progress.elapsed)) gone"
        + (progress.left.map { $0 > 0 ? ", about \(time($0)) left" : "" } ?? ""),
    ]
    if let best = progress.best {
      lines.append("best so far   \(percent(best.accuracy))   \(best.setting)")
    }
    for running in progress.running {
      let trial = running.trial
      let phase = trial.phase == .search ? "search" : "seed \(trial.seed)"
      let epoch = min(trial.epochs, trial.history.count + 1)
      lines.append(
        "  \(trial.setting), \(phase): epoch \(epoch) of \(trial.epochs), "
          + String(format: "%.1f s", running.seconds))
    }
    if progress.isTesting {
      lines.append("  training the chosen setting on all training digits, to test it once")
    }
    return lines
  }

  private static func time(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    return whole < 3600
      ? String(format: "%d:%02d", whole / 60, whole % 60)
      : String(format: "%d:%02d:%02d", whole / 3600, whole % 3600 / 60, whole % 60)
  }

  private static var terminalSize: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
    else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// At once, and past the buffer of `print`; who reads it may leave, and the sweep goes on.
  private func write(_ text: String) {
    fflush(nil)
    try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
  }
}
