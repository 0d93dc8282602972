internal import Figures
internal import Foundation

/// How numbers and lists stand in sentences and tables, on every machine alike.
enum Writing {
  /// `97.81 %`.
  static func percent(_ share: Double?, decimals: Int = 2) -> String {
    guard let share, share.isFinite else { return "–" }
    return "\(number(share * 100, decimals: decimals))\u{a0}%"
  }

  /// A difference of shares: `0.31 points`.
  static func points(_ difference: Double) -> String {
    "\(number(difference * 100, decimals: 2)) points"
  }

  /// With a sign, for tables: `+0.31`.
  static func signed(_ difference: Double) -> String {
    let text = number(difference * 100, decimals: 2)
    return difference > 0 && text != "0.00" ? "+\(text)" : text
  }

  /// An interval of differences: `0.12 to 0.50`.
  static func interval(_ interval: ClosedRange<Double>?) -> String {
    guard let interval else { return "–" }
    return "\(number(interval.lowerBound * 100, decimals: 2)) to "
      + number(interval.upperBound * 100, decimals: 2)
  }

  /// With a true minus sign, and none before zero.
  static func number(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return "–" }
    let text = String(format: "%.\(decimals)f", value)
    let isZero = text.allSatisfy { "-0.".contains($0) }
    return isZero ? text.replacing("-", with: "") : text.replacing("-", with: "−")
  }

  /// `0.42 s`, `12.3 s`, `4 min 05 s`, `1.5 h`.
  static func seconds(_ seconds: Double?) -> String { duration(seconds ?? .nan) }

  /// `one seed`, `3 seeds`.
  static func count(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    count == 1 ? "1 \(one)" : "\(grouped(count)) \(many ?? one + "s")"
  }

  /// `a`, `a and b`, `a, b and 7 more`.
  static func list(_ names: [String], limit: Int = 4) -> String {
    // "And 1 more" is no shorter than its name.
    let shown = names.count > limit + 1 ? Array(names.prefix(limit)) : names
    let more = names.count - shown.count
    guard more == 0 else { return "\(shown.joined(separator: ", ")) and \(more) more" }
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "none" }
    return "\(shown.dropLast().joined(separator: ", ")) and \(last)"
  }
}
