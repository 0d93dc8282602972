import Testing

@testable import NeuralNetwork

/// Penalties and constraints of a tensor against Keras.
@Suite struct KerasRegularizationTests {
  static let regularizers = Golden.cases(with: "regularizer")
  static let constraints = Golden.cases(with: "constraint")

  @Test func areAllThere() {
    #expect(Self.regularizers.count == 3)
    #expect(Self.constraints.count == 5)
  }

  @Test(arguments: regularizers)
  func penaltyAndItsGradient(name: String) throws {
    let golden = try Golden(name)
    let specification: KerasSpecification = try golden.metadata("regularizer")
    let regularizer = try specification.regularizer()
    let value = try golden.tensor("value")
    // The gradient is added to the loss's own.
    var gradient = [Float](repeating: 0.5, count: value.values.count)
    let penalty = regularizer.penalty(
      of: value.values, count: gradient.count, gradient: &gradient)
    expect(
      Tensor(shape: [], values: [Float(penalty)]), equals: try golden.tensor("penalty"),
      within: .layer, "penalty")
    var wanted = try golden.tensor("gradient")
    wanted.values = wanted.values.map { $0 + 0.5 }
    expect(
      Tensor(shape: value.shape, values: gradient), equals: wanted, within: .layer, "gradient")
    #expect(regularizer.penalty(of: value.values, count: gradient.count) == penalty)
  }

  @Test(arguments: constraints)
  func constrained(name: String) throws {
    let golden = try Golden(name)
    let specification: KerasSpecification = try golden.metadata("constraint")
    try compare(specification.constraint(), golden)
  }

  /// Without axes a norm is over all but the last: the same as Keras' for a dense layer, and what
  /// Keras' documentation advises for a convolution.
  @Test(arguments: constraints)
  func standardAxes(name: String) throws {
    let standard: Constraint =
      name.contains("max") ? .maxNorm(0.8) : name.contains("unit") ? .unitNorm() : .nonNegative
    try compare(standard, Golden(name))
  }

  /// Every other choice of axes, against sums over them.
  @Test(arguments: [[0], [1], [0, 1], [1, 2], [0, 2], [0, 1, 2]])
  func axes(axes: [Int]) throws {
    let value = try Golden("regularizer_l1").tensor("value")
    let (rows, columns, channels) = (value.shape[0], value.shape[1], value.shape[2])
    var squares: [[Int]: Double] = [:]
    func key(_ i: Int) -> [Int] {
      let place = [i / (columns * channels), i / channels % columns, i % channels]
      return place.enumerated().map { axes.contains($0) ? 0 : $1 }
    }
    for i in 0..<rows * columns * channels {
      squares[key(i), default: 0] += Double(value.values[i]) * Double(value.values[i])
    }
    let wanted = value.values.indices.map { i in
      Float(Double(value.values[i]) / (1e-7 + squares[key(i), default: .nan].squareRoot()))
    }
    expect(
      apply(.unitNorm(axes: axes), to: value), equals: Tensor(shape: value.shape, values: wanted),
      within: .layer, "\(axes)")
  }

  @Test func negativeAxesCountFromTheLast() {
    let value = Tensor(shape: [3, 4], values: (0..<12).map { Float($0) - 4 })
    let last = apply(.unitNorm(axes: [-1]), to: value)
    #expect(last.values == apply(.unitNorm(axes: [1]), to: value).values)
    #expect(last.values != apply(.unitNorm(axes: [0]), to: value).values)
  }

  private func compare(_ constraint: Constraint, _ golden: Golden) throws {
    expect(
      apply(constraint, to: try golden.tensor("value")), equals: try golden.tensor("constrained"),
      within: .layer, "\(constraint)")
  }

  private func apply(_ constraint: Constraint, to value: Tensor) -> Tensor {
    var values = value.values
    let plan = Constraint.Plan(constraint, value.shape)
    var norms = [Double](repeating: .nan, count: plan.normCount)
    constraint.apply(to: &values, plan, norms: &norms)
    return Tensor(shape: value.shape, values: values)
  }
}
