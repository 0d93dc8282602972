/// An activation function as a layer of its own.
public struct Activation: Layer, Equatable {
  /// The function.
  public var activation: ActivationFunction

  /// A layer that applies the function.
  public init(_ activation: ActivationFunction) { self.activation = activation }

  /// The input's shape.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape { input }

  /// The function, value by value.
  public func operation(_ place: Placement) -> any Operation {
    ActivationOperation(activation, place)
  }
}

private final class ActivationOperation: Operation {
  let place: Placement
  let activation: ActivationFunction
  let rowsPerSample, columns: Int

  init(_ activation: ActivationFunction, _ place: Placement) {
    self.place = place
    self.activation = activation
    columns = place.inputShape.axes.last ?? 1
    rowsPerSample = place.inputShape.elementCount / columns
  }

  func forward(_ pass: Pass) {
    let rows = pass.count * rowsPerSample
    place.output.update(from: place.input, count: rows * columns)
    activation.apply(to: place.output, rows: rows, columns: columns)
  }

  func backward(_ pass: Pass) {
    guard let outputGradient = place.outputGradient, let inputGradient = place.inputGradient
    else { return }
    let rows = pass.count * rowsPerSample
    inputGradient.update(from: outputGradient, count: rows * columns)
    activation.backpropagate(inputGradient, output: place.output, rows: rows, columns: columns)
  }
}
