/// A ReLU that learns the slope of its negative part.
///
///     y = x           where x is positive
///     y = alpha · x   elsewhere
///
/// | variable | shape                                    | starts at |
/// |----------|------------------------------------------|-----------|
/// | `alpha`  | the input's, with 1 for each shared axis | 0         |
///
/// Names and defaults are those of Keras' `PReLU`: `sharedAxes` counts from 1, the first axis after
/// the batch. He et al., arXiv 1502.01852.
public struct PReLU: Layer, Equatable {
  /// How the slopes begin, and what keeps them small.
  public var alpha: WeightSettings
  /// Axes along which one slope serves all, such as `[1, 2]` for one a channel.
  public var sharedAxes: [Int]

  /// A ReLU with learnt slopes.
  public init(
    alphaInitializer: Initializer = .zeros, alphaRegularizer: Regularizer? = nil,
    alphaConstraint: Constraint? = nil, sharedAxes: [Int] = []
  ) {
    alpha = WeightSettings(
      initializer: alphaInitializer, regularizer: alphaRegularizer, constraint: alphaConstraint)
    self.sharedAxes = sharedAxes
  }

  /// The input's shape.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    guard sharedAxes.allSatisfy((1...max(1, input.rank)).contains) else {
      throw .invalidLayer(
        kind, "needs `sharedAxes` from 1 to \(input.rank); received \(sharedAxes)")
    }
    return input
  }

  /// `alpha`.
  public func variables(for input: Shape) -> [Variable] {
    let axes = input.axes.enumerated().map { sharedAxes.contains($0 + 1) ? 1 : $1 }
    return [alpha.variable("alpha", Shape(axes))]
  }

  /// One comparison and one multiplication a value.
  public func operation(_ place: Placement) -> any Operation {
    PReLUOperation(place, place.inputShape.places(reducing: Set(sharedAxes.map { $0 - 1 })))
  }
}

private final class PReLUOperation: Operation {
  let place: Placement
  /// Which slope belongs to each value of a sample.
  let places: [Int32]
  let slopeCount: Int

  init(_ place: Placement, _ slopes: (places: [Int32], count: Int)) {
    self.place = place
    (places, slopeCount) = slopes
  }

  func forward(_ pass: Pass) {
    let alpha = place.variables[0]
    for sample in 0..<pass.count {
      let (input, output) = (
        place.input + sample * places.count, place.output + sample * places.count
      )
      for (i, slope) in places.enumerated() {
        output[i] = input[i] > 0 ? input[i] : alpha[Int(slope)] * input[i]
      }
    }
  }

  func backward(_ pass: Pass) {
    guard let dy = place.outputGradient else { return }
    let gradient = place.gradients[0]
    if !pass.accumulates { gradient?.update(repeating: 0, count: slopeCount) }
    for sample in 0..<pass.count {
      let first = sample * places.count
      for (i, slope) in places.enumerated() {
        let (x, dy) = (place.input[first + i], dy[first + i])
        if x <= 0 { gradient?[Int(slope)] += dy * x }
        place.inputGradient?[first + i] = x > 0 ? dy : dy * place.variables[0][Int(slope)]
      }
    }
  }
}
