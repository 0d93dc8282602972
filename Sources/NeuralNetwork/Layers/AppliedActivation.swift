internal import Kernels

/// An activation on an operation's output, with what its derivative needs.
struct AppliedActivation {
  private let function: ActivationFunction
  private let place: Placement
  private let columns, count: Int
  /// The values before the function, where the output does not tell the derivative.
  private let kept: UnsafeMutablePointer<Float>?

  init(_ function: ActivationFunction, _ place: Placement) {
    self.function = function
    self.place = place
    columns = place.outputShape.axes.last ?? 1
    count = place.outputShape.elementCount
    kept =
      function.needsInput && place.context.isTraining
      ? place.context.arena.allocate(place.context.capacity * count) : nil
  }

  /// Applies the function to the output of so many samples, in place.
  func forward(_ samples: Int) {
    kept?.update(from: place.output, count: samples * count)
    function.apply(to: place.output, rows: samples * count / columns, columns: columns)
  }

  /// Multiplies the output's gradient by the function's derivative, in place.
  func backward(_ gradient: UnsafeMutablePointer<Float>, _ samples: Int) {
    function.backpropagate(
      gradient, input: kept, output: place.output, rows: samples * count / columns,
      columns: columns)
  }
}
