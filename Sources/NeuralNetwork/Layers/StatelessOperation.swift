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
