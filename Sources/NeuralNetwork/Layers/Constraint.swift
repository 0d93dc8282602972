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
  /// The norm is taken over the given axes, of which negative ones count from the last; over all but the
  /// last if there are none.
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

  /// An axis that a variable of this shape has not; nil if it has all.
  func strangeAxis(for shape: Shape) -> Int? {
    axes?.first { !(-shape.rank..<shape.rank).contains($0) }
  }

  /// Brings the values of a variable back; `norms` is memory for as many as the plan has.
  func apply(
    to values: UnsafeMutablePointer<Float>, _ plan: Plan, norms: UnsafeMutablePointer<Double>
  ) {
    if rule == .nonNegative {
      for i in plan.groups.indices where values[i] < 0 { values[i] = 0 }
      return
    }
    norms.update(repeating: 0, count: plan.normCount)
    for (i, group) in plan.groups.enumerated() {
      norms[Int(group)] += Double(values[i]) * Double(values[i])
    }
    for group in 0..<plan.normCount {
      let norm = Float(norms[group].squareRoot())
      let wanted: Float = if case .maxNorm(let limit) = rule { min(norm, limit) } else { 1 }
      norms[group] = Double(wanted / (Self.epsilon + norm))
    }
    for (i, group) in plan.groups.enumerated() { values[i] *= Float(norms[Int(group)]) }
  }

  /// Which norm each value of a variable belongs to: its place on the axes that are not summed over.
  struct Plan {
    fileprivate let groups: [Int32]
    let normCount: Int

    init(_ constraint: Constraint, _ shape: Shape) {
      let axes = constraint.axes?.map { $0 < 0 ? $0 + shape.rank : $0 }
      (groups, normCount) = shape.places(
        reducing: Set(axes ?? Array(0..<max(1, shape.rank - 1))))
    }
  }
}
