/// How a kernel or a bias begins, what the loss adds for its size, and where it is kept.
public struct WeightSettings: Hashable, Sendable, Codable {
  /// How it begins.
  public var initializer: Initializer
  /// What the loss adds for its size.
  public var regularizer: Regularizer?
  /// Where it is brought back to after every step.
  public var constraint: Constraint?

  /// A weight that begins as the initializer says.
  public init(
    initializer: Initializer, regularizer: Regularizer? = nil, constraint: Constraint? = nil
  ) {
    self.initializer = initializer
    self.regularizer = regularizer
    self.constraint = constraint
  }

  func variable(_ name: String, _ shape: Shape) -> Variable {
    Variable(
      name, shape: shape, initializer: initializer, regularizer: regularizer,
      constraint: constraint)
  }
}
