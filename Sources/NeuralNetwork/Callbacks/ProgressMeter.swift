internal import Foundation

/// The text of Keras' progress bar, from clock readings to escape codes:
/// `keras/src/utils/progbar.py`.
///
/// It writes nothing itself, so that its text can be compared with Keras' byte for byte.
struct ProgressMeter {
  enum Style {
    /// Redrawn in place, in colour: Keras' `verbose=1`.
    case bar
    /// One plain line at the end: Keras' `verbose=2`.
    case line
  }

  private static let width = 20
  /// Seconds between two drawings.
  private static let pause = 0.05

  private let style: Style
  private let target: Int
  private let start: Double
  private var firstStepEnd: Double?
  private var lastDrawn = -Double.infinity
  private var lastWidth = 0

  /// A meter for `target` steps, made at the given reading of a clock in seconds.
  init(style: Style, target: Int, start: Double) {
    self.style = style
    self.target = target
    self.start = start
  }

  /// The next drawing, or nil if it is too early for one.
  mutating func text(
    step: Int, now: Double, isFinal: Bool, values: () -> [EpochSummary.Value]
  ) -> String? {
    let stepSeconds = secondsPerStep(step: step, now: now)
    switch style {
    case .line:
      guard isFinal else { return nil }
      let elapsed = String(format: "%.0fs", now - start)
      return "\(step)/\(target) - \(elapsed) - \(Self.rate(stepSeconds))"
        + values().map { " - \($0.quantity): \(Self.plain($0.value))" }.joined() + "\n"
    case .bar:
      guard isFinal || now - lastDrawn >= Self.pause else { return nil }
      lastDrawn = now
      return drawing(step, now, isFinal, stepSeconds, values())
    }
  }

  private mutating func drawing(
    _ step: Int, _ now: Double, _ isFinal: Bool, _ stepSeconds: Double,
    _ values: [EpochSummary.Value]
  ) -> String {
    let digits = String(target).count
    let count =
      String(repeating: " ", count: max(0, digits - String(step).count)) + "\(step)/\(target)"
    let filled = min(Self.width, Self.width * step / max(1, target))
    let time =
      isFinal
      ? String(format: "%.0fs", now - start)
      : Self.remaining(stepSeconds * Double(target - step))
    let numbers =
      Self.rate(stepSeconds)
      + values.map { " - \($0.quantity): \(KerasNumber.format($0.value))" }.joined()

    let bar =
      (filled > 0 ? "\u{1B}[32m" + String(repeating: "━", count: filled) + "\u{1B}[0m" : "")
      + "\u{1B}[37m" + String(repeating: "━", count: Self.width - filled) + "\u{1B}[0m"
    let visible = count.count + 1 + Self.width + 1 + time.count + 1 + numbers.count
    let text =
      String(repeating: "\u{8}", count: lastWidth) + "\r\u{1B}[1m\(count)\u{1B}[0m \(bar) "
      + "\u{1B}[1m\(time)\u{1B}[0m \(numbers)"
      + String(repeating: " ", count: max(0, lastWidth - visible)) + (isFinal ? "\n" : "")
    lastWidth = visible
    return text
  }

  /// The first step, which pays for the start, does not count once there is another.
  private mutating func secondsPerStep(step: Int, now: Double) -> Double {
    defer { if step == 1, firstStepEnd == nil { firstStepEnd = now } }
    if let firstStepEnd, step > 1 { return (now - firstStepEnd) / Double(step - 1) }
    return step > 0 ? (now - start) / Double(step) : 0
  }

  private static func rate(_ seconds: Double) -> String {
    if seconds >= 1 || seconds == 0 { return String(format: "%.0fs/step", seconds) }
    if seconds >= 1e-3 { return String(format: "%.0fms/step", seconds * 1e3) }
    return String(format: "%.0fus/step", seconds * 1e6)
  }

  private static func remaining(_ seconds: Double) -> String {
    let whole = Int(seconds)
    if whole > 3600 {
      return String(format: "%d:%02d:%02d", whole / 3600, whole % 3600 / 60, whole % 60)
    }
    return whole > 60 ? String(format: "%d:%02d", whole / 60, whole % 60) : "\(whole)s"
  }

  /// As the bar's numbers, but Keras forgets the sign here: a negative value always gets an
  /// exponent.
  private static func plain(_ value: Double) -> String {
    KerasNumber.format(value, isSmall: value <= 1e-3)
  }
}
