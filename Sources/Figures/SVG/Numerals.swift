import Foundation

/// A number as SVG text: at most two decimals, no trailing zeros, never in a locale's writing.
func coordinate(_ value: Double) -> String {
  var text = fixed(value.isFinite ? value : 0, decimals: 2)
  while text.hasSuffix("0") { text.removeLast() }
  if text.hasSuffix(".") { text.removeLast() }
  return text
}

/// A number with a fixed count of decimals: `fixed(2.5, decimals: 2)` is `2.50`.
///
/// Numbers too large for that are written as Swift writes them, `1e+20`.
func fixed(_ value: Double, decimals: Int) -> String {
  guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-∞" : "∞" }
  let decimals = min(max(decimals, 0), 9)
  let power = (0..<decimals).reduce(Int64(1)) { power, _ in power * 10 }
  let scaled = (value.magnitude * Double(power)).rounded()
  guard scaled < 1e15 else { return "\(value)" }
  let digits = Int64(scaled)
  let sign = value < 0 && digits > 0 ? "-" : ""
  guard decimals > 0 else { return "\(sign)\(digits)" }
  let fraction = String(digits % power)
  let zeros = String(repeating: "0", count: decimals - fraction.count)
  return "\(sign)\(digits / power).\(zeros)\(fraction)"
}

/// A share of 1 in per cent: `0.9912` is `99.12 %`, with a space that does not break.
///
/// Rounding never reaches 100 % unless the share is 1: all but one right is not all right.
func percentage(_ share: Double, decimals: Int = 1) -> String {
  guard share.isFinite else { return "–" }
  var text = fixed(share * 100, decimals: decimals)
  if share < 1, text == fixed(100, decimals: decimals) {
    let power = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    text = fixed(100 - 1 / power, decimals: decimals)
  }
  return "\(text)\u{a0}%"
}

/// A whole number in groups of three: `10,000`.
package func grouped(_ value: Int) -> String {
  let digits = Array(String(value.magnitude))
  let groups = stride(from: digits.count, to: 0, by: -3)
    .map { String(digits[max(0, $0 - 3)..<$0]) }
  return (value < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
}

/// Seconds as people say them: `0.42 s`, `12.3 s`, `4 min 05 s`.
package func duration(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds >= 0, seconds < 1e12 else { return "–" }
  if seconds < 9.995 { return "\(fixed(seconds, decimals: 2))\u{a0}s" }
  if seconds < 99.95 { return "\(fixed(seconds, decimals: 1))\u{a0}s" }
  let whole = Int(seconds.rounded())
  if whole < 600 {
    let rest = whole % 60
    return "\(whole / 60)\u{a0}min \(rest < 10 ? "0" : "")\(rest)\u{a0}s"
  }
  if whole < 7_200 { return "\(Int((seconds / 60).rounded()))\u{a0}min" }
  return "\(fixed(seconds / 3_600, decimals: 1))\u{a0}h"
}

/// Ten to some power in two digits: `0.001`, `0.0032`, `1e-05`, `1`.
func rate(exponent: Double) -> String {
  guard exponent.isFinite else { return "–" }
  return String(format: "%.2g", pow(10, exponent))
}
