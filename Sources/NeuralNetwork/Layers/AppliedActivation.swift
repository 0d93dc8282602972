internal import Kernels

/// The end of an operation: a bias, if there is one, and an activation, with what its derivative
/// needs.
struct AppliedActivation {
  /// Added before the function.
  let bias: UnsafeMutablePointer<Float>?
  private let function: ActivationFunction
  private let place: Placement
  private let columns, count: Int
  private let biasGradient: UnsafeMutablePointer<Float>?
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

  /// The function is one that many kernels apply on the way.
  var isReLU: Bool { function == .relu }

  /// Finishes the output of so many samples, in place.
  func forward(_ samples: Int) {
    let rows = samples * count / columns
    if let bias { Elementwise.addRow(bias, to: place.output, rows: rows, columns: columns) }
    if isReLU { Elementwise.relu(place.output, count: samples * count) }
    applyFunction(samples)
  }

  /// Finishes an output to which the bias was added, and ``ActivationFunction/relu`` applied if that is
  /// the function.
  func applyFunction(_ samples: Int) {
    guard !isReLU else { return }
    kept?.update(from: place.output, count: samples * count)
    function.apply(to: place.output, rows: samples * count / columns, columns: columns)
  }

  /// Brings a gradient back to before the function, in place, and adds up that of the bias.
  func backward(_ gradient: UnsafeMutablePointer<Float>, _ pass: Pass) {
    let rows = pass.count * count / columns
    if !isReLU {
      function.backpropagate(
        gradient, input: kept, output: place.output, rows: rows, columns: columns)
    }
    if !pass.accumulates { biasGradient?.update(repeating: 0, count: columns) }
    guard isReLU || biasGradient != nil else { return }
    Elementwise.reluAndBiasGradient(
      gradient, output: isReLU ? place.output : nil, addingTo: biasGradient, rows: rows,
      columns: columns)
  }
}
