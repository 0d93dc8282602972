internal import Foundation

/// Numbers as Keras' progress line writes them.
enum KerasNumber {
  /// Four digits after the point; an exponent where that would leave nothing to see.
  static func format(_ value: Double) -> String { format(value, isSmall: abs(value) <= 1e-3) }

  /// Four digits after the point, with an exponent if it is small.
  static func format(_ value: Double, isSmall: Bool) -> String {
    // C shows the sign of a NaN, which processors set at random; Python does not.
    if value.isNaN { return "nan" }
    return String(format: isSmall ? "%.4e" : "%.4f", value)
  }
}
