internal import Kernels

/// The end of an operation: a bias, if there is one, and an activation, with what its derivative
/// needs.
struct AppliedActivation {
  private let function: ActivationFunction
  private let place: Placement
  private let columns, count: Int
  private let bias, biasGradient: UnsafeMutablePointer<Float>?
  /// The values before the function, where the output does not tell the derivative.
  private let kept: UnsafeMutablePointer<Float>?

  /// - Parameter bias: Which of the layer's variables is the bias, if there is one.
  init(_ function: ActivationFunction, _ place: Placement, bias: Int? = nil) {
    self.function = function
    self.place = place
    columns = place.outputShape.axes.last ?? 1
    count = place.outputShape.elementCount
    let bias = bias.flatMap { place.variables.indices.contains($0) ? $0 : nil }
    self.bias = bias.map { place.variables[$0] }
    biasGradient = bias.flatMap { place.gradients[$0] }
    kept =
      function.needsInput && place.context.isTraining
      ? place.context.arena.allocate(place.context.capacity * count) : nil
  }

  /// Finishes the output of so many samples, in place.
  func forward(_ samples: Int) {
    let rows = samples * count / columns
    if let bias { Elementwise.addRow(bias, to: place.output, rows: rows, columns: columns) }
    kept?.update(from: place.output, count: samples * count)
    function.apply(to: place.output, rows: rows, columns: columns)
  }

  /// Brings a gradient back to before the function, in place, and adds up that of the bias.
  func backward(_ gradient: UnsafeMutablePointer<Float>, _ pass: Pass) {
    let rows = pass.count * count / columns
    function.backpropagate(
      gradient, input: kept, output: place.output, rows: rows, columns: columns)
    guard let biasGradient else { return }
    Elementwise.sumRows(
      of: gradient, rows: rows, columns: columns, into: biasGradient,
      accumulating: pass.accumulates)
  }
}
