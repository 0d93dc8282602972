internal import Foundation

/// Numbers as Keras' progress line writes them.
enum KerasNumber {
  /// Four digits after the point; an exponent where that would leave nothing to see.
  static func format(_ value: Double) -> String {
    abs(value) > 1e-3
      ? String(format: "%.4f", value) : String(format: "%.4e", value)
  }
}
