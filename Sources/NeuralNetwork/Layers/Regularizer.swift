/// What the loss adds for the size of a variable's values.
///
///     penalty  = l1 · Σ |w| + l2 · Σ w²
///     gradient = l1 · sign(w) + 2 · l2 · w
///
/// Keras' `L1`, `L2` and `L1L2`, and its default of 0.01. As there, the reported loss includes the
/// penalties, in training as in validation.
public struct Regularizer: Hashable, Sendable, Codable {
  /// Factor on the sum of magnitudes.
  public var l1: Float
  /// Factor on the sum of squares.
  public var l2: Float

  /// `l1 · Σ |w|`: drives values to 0.
  public static func l1(_ factor: Float = 0.01) -> Regularizer { Regularizer(l1: factor, l2: 0) }
  /// `l2 · Σ w²`: keeps values small.
  public static func l2(_ factor: Float = 0.01) -> Regularizer { Regularizer(l1: 0, l2: factor) }
  /// Both.
  public static func l1l2(l1: Float = 0, l2: Float = 0) -> Regularizer {
    Regularizer(l1: l1, l2: l2)
  }

  /// The penalty for some values; its slopes are added to `gradient`, if there is one.
  func penalty(
    of values: UnsafePointer<Float>, count: Int, gradient: UnsafeMutablePointer<Float>? = nil
  ) -> Double {
    var (magnitudes, squares) = (0.0, 0.0)
    for i in 0..<count {
      let value = values[i]
      magnitudes += Double(abs(value))
      squares += Double(value) * Double(value)
      let sign: Float = value > 0 ? 1 : value < 0 ? -1 : 0
      gradient?[i] += l1 * sign + 2 * l2 * value
    }
    return Double(l1) * magnitudes + Double(l2) * squares
  }
}
