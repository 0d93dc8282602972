/// The operation of a layer without variables, as two closures over the memory they work on.
///
/// Not for layers whose inner loops are long: a closure costs as much as a call.
final class StatelessOperation: Operation {
  typealias Values = UnsafeMutablePointer<Float>

  private let place: Placement
  private let compute: (Pass, _ input: Values, _ output: Values) -> Void
  private let propagate: (Pass, _ outputGradient: Values, _ inputGradient: Values) -> Void

  /// - Parameters:
  ///   - forward: Writes the output.
  ///   - backward: Writes the input's gradient; called only where somebody needs it.
  init(
    _ place: Placement, forward: @escaping (Pass, Values, Values) -> Void,
    backward: @escaping (Pass, Values, Values) -> Void
  ) {
    self.place = place
    compute = forward
    propagate = backward
  }

  func forward(_ pass: Pass) { compute(pass, place.input, place.output) }

  func backward(_ pass: Pass) {
    guard let outputGradient = place.outputGradient, let inputGradient = place.inputGradient
    else { return }
    propagate(pass, outputGradient, inputGradient)
  }
}

extension StatelessOperation {
  /// The operation of a layer that changes values in training, and hands them on as they are in
  /// inference.
  static func whileTraining(
    _ place: Placement, forward: @escaping (Pass, Values, Values) -> Void,
    backward: @escaping (Pass, Values, Values) -> Void
  ) -> StatelessOperation {
    let (count, isTraining) = (place.inputShape.elementCount, place.context.isTraining)
    return StatelessOperation(place) { pass, input, output in
      guard pass.isTraining, isTraining else {
        return output.update(from: input, count: pass.count * count)
      }
      forward(pass, input, output)
    } backward: { pass, outputGradient, inputGradient in
      guard pass.isTraining else {
        return inputGradient.update(from: outputGradient, count: pass.count * count)
      }
      backward(pass, outputGradient, inputGradient)
    }
  }
}
