/// Where a variable's values are brought back to after every step.
///
/// A norm is taken over all axes but the last, which are the values that one output is made of; of
/// a vector, over all of it. Keras takes the first axis alone unless told otherwise, which for the
/// kernel of a convolution constrains single columns of it.
public struct Constraint: Hashable, Sendable, Codable {
  enum Rule: Hashable, Codable {
    case maxNorm(Float)
    case unitNorm
    case nonNegative
  }

  let rule: Rule
  let axes: [Int]?

  /// `w · clip(‖w‖, 0, limit) / (1e-7 + ‖w‖)`: no output's weights are longer than the limit.
  ///
  /// The norm is taken over the given axes; over all but the last if there are none.
  public static func maxNorm(_ limit: Float = 2, axes: [Int]? = nil) -> Constraint {
    Constraint(rule: .maxNorm(limit), axes: axes)
  }

  /// `w / (1e-7 + ‖w‖)`: each output's weights have length 1.
  public static func unitNorm(axes: [Int]? = nil) -> Constraint {
    Constraint(rule: .unitNorm, axes: axes)
  }

  /// `max(w, 0)`.
  public static let nonNegative = Constraint(rule: .nonNegative, axes: nil)

  private static let epsilon: Float = 1e-7

  /// Brings the values of a variable back.
  func apply(to values: UnsafeMutablePointer<Float>, shape: Shape) {
    let count = shape.elementCount
    if rule == .nonNegative {
      for i in 0..<count where values[i] < 0 { values[i] = 0 }
      return
    }
    let reduced = Set(axes ?? Array(0..<max(1, shape.rank - 1)))
    // Which norm each value belongs to: its place on the axes that are not summed over.
    var groups = [Int](repeating: 0, count: count)
    var (groupCount, inner) = (1, 1)
    for axis in shape.axes.indices.reversed() {
      if !reduced.contains(axis) {
        for i in 0..<count { groups[i] += i / inner % shape[axis] * groupCount }
        groupCount *= shape[axis]
      }
      inner *= shape[axis]
    }
    var squares = [Double](repeating: 0, count: groupCount)
    for i in 0..<count { squares[groups[i]] += Double(values[i]) * Double(values[i]) }
    let factors = squares.map { square in
      let norm = Float(square.squareRoot())
      return switch rule {
      case .maxNorm(let limit): min(norm, limit) / (Self.epsilon + norm)
      default: 1 / (Self.epsilon + norm)
      }
    }
    for i in 0..<count { values[i] *= factors[groups[i]] }
  }
}
