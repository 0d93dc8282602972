internal import Foundation

/// Shows how a training goes, as Keras does.
///
///     1875/1875 ━━━━━━━━━━━━━━━━━━━━ 1s 310us/step - accuracy: 0.9146 - loss: 0.2947
///
/// Where the output is not a terminal, or its user asked for no colours (`NO_COLOR`, `TERM=dumb`),
/// it prints plain lines, one an epoch under its number.
public final class ProgressBar: Callback {
  /// Where to show it.
  public enum Output: Int32, Sendable {
    /// Standard output.
    case standardOutput = 1
    /// Standard error, where standard output holds something else.
    case standardError = 2

    /// A person watches, and a line can be redrawn in colour.
    var isLively: Bool {
      let environment = ProcessInfo.processInfo.environment
      return isatty(rawValue) == 1 && environment["TERM"] != "dumb"
        && (environment["NO_COLOR"] ?? "").isEmpty
    }
  }

  /// Nil where nothing is shown.
  private let style: ProgressMeter.Style?
  private let output: Output
  private let origin = ContinuousClock().now
  private var plan: TrainingPlan?
  private var meter: ProgressMeter?

  /// A bar on the given output; `verbosity` says whether it is one, or a line an epoch.
  public init(_ verbosity: Verbosity = .automatic, output: Output = .standardOutput) {
    self.output = output
    switch verbosity {
    case .automatic: style = output.isLively ? .bar : .line
    case .progressBar: style = .bar
    case .linePerEpoch: style = .line
    case .silent: style = nil
    }
  }

  /// Remembers how much there is to do.
  public func onTrainBegin(_ session: TrainingSession) { plan = session.plan }

  /// Names the epoch.
  public func onEpochBegin(_ epoch: Int, _ session: TrainingSession) {
    guard let plan, let style else { return }
    if plan.epochs > 1 { write("Epoch \(epoch + 1)/\(plan.epochs)\n") }
    meter = ProgressMeter(style: style, target: plan.steps, start: now)
  }

  /// Draws the bar anew, some twenty times a second.
  public func onTrainBatchEnd(_ batch: BatchSummary) -> Verdict {
    let text = meter?.text(step: batch.step + 1, now: now, isFinal: false) { batch.values }
    if let text { write(text) }
    return .goOn
  }

  /// Draws the finished line.
  public func onEpochEnd(_ epoch: EpochSummary, _ session: TrainingSession) -> Verdict {
    let text = meter?.text(step: plan?.steps ?? 0, now: now, isFinal: true) { epoch.values }
    if let text { write(text) }
    meter = nil
    return .goOn
  }

  /// Leaves the line of an epoch that was ended in its middle.
  public func onTrainEnd(_ session: TrainingSession) {
    if meter != nil, style == .bar { write("\n") }
    meter = nil
  }

  private var now: Double { origin.duration(to: ContinuousClock().now).seconds }

  /// Past the buffer of `print`, since a bar without a newline must be seen at once.
  private func write(_ text: String) {
    fflush(nil)
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.write(output.rawValue, $0.baseAddress?.advanced(by: written), $0.count - written)
      }
      // A closed output is no reason to end a training.
      guard count > 0 || errno == EINTR else { return }
      written += max(0, count)
    }
  }
}
