internal import Kernels

/// A fully connected layer.
///
///     y[n, u] = f(Σ over i of x[n, i] · kernel[i, u] + bias[u])
///
/// | tensor | shape             | axes                           |
/// |--------|-------------------|--------------------------------|
/// | input  | `[N, …, inputs]`  | batch, any other axes, inputs  |
/// | output | `[N, …, units]`   | the last axis is replaced      |
/// | kernel | `[inputs, units]` | starts as Glorot uniform       |
/// | bias   | `[units]`         | starts at 0                    |
///
/// Names, defaults and variables are those of Keras' `Dense`.
public struct Dense: Layer, Equatable {
  /// Size of the output's last axis.
  public var units: Int
  /// Applied to the output.
  public var activation: ActivationFunction
  /// A bias is added.
  public var useBias: Bool
  /// How the kernel and the bias begin, and what keeps them small.
  public var kernel, bias: WeightSettings

  /// A dense layer with the given number of units.
  public init(
    units: Int, activation: ActivationFunction = .linear, useBias: Bool = true,
    kernelInitializer: Initializer = .glorotUniform, biasInitializer: Initializer = .zeros,
    kernelRegularizer: Regularizer? = nil, biasRegularizer: Regularizer? = nil,
    kernelConstraint: Constraint? = nil, biasConstraint: Constraint? = nil
  ) {
    self.units = units
    self.activation = activation
    self.useBias = useBias
    kernel = WeightSettings(
      initializer: kernelInitializer, regularizer: kernelRegularizer,
      constraint: kernelConstraint)
    bias = WeightSettings(
      initializer: biasInitializer, regularizer: biasRegularizer, constraint: biasConstraint)
  }

  /// The input's shape with `units` as its last axis.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    try requirePositive(units, "units")
    try requireSameShape(activation)
    guard let inputs = input.axes.last, inputs > 0 else {
      throw .invalidLayer(kind, "needs an input with at least one axis; received \(input)")
    }
    return Shape(input.axes.dropLast() + [units])
  }

  /// `kernel` and, unless switched off, `bias`.
  public func variables(for input: Shape) -> [Variable] {
    [kernel.variable("kernel", [input.axes.last ?? 0, units])]
      + (useBias ? [bias.variable("bias", [units])] : [])
  }

  /// The layer's own function.
  public var lastActivation: ActivationFunction? { activation }

  /// One matrix product forward, two backward.
  public func operation(_ place: Placement) -> any Operation { DenseOperation(self, place) }
}

private final class DenseOperation: Operation {
  let place: Placement
  let end: AppliedActivation
  let inputs, units, rowsPerSample: Int
  let kernel: Matrix
  /// `[units, inputs]`, for the way back.
  let turnedKernel: Matrix?
  /// Leaves out zeros of the network's input; nil for what other layers make, which has few.
  let sparse: ColumnProduct?
  var isSparse = false
  /// In training, where samples are few: shares the product with the other workers, and leaves the
  /// kernel's gradient to who needs it.
  let shared: (product: SharedProduct, gradient: PartialGradient)?

  init(_ layer: Dense, _ place: Placement) {
    self.place = place
    end = AppliedActivation(layer.activation, place, bias: 1)
    units = layer.units
    inputs = place.inputShape.axes.last ?? 0
    rowsPerSample = place.inputShape.elementCount / inputs
    kernel = Matrix(place.variables[0], rows: inputs, columns: units)
    turnedKernel = place.inputGradient.map { [inputs, units] _ in
      Matrix(place.context.arena.allocate(inputs * units), rows: units, columns: inputs)
    }
    let rows = place.context.capacity * rowsPerSample
    sparse =
      place.isFirst
      ? ColumnProduct(rows: rows, columns: inputs, width: units, in: place.context.arena) : nil
    guard let sparse, let exchange = place.context.exchange, let gradient = place.lateGradient,
      gradient.values == place.gradients[0], let outputGradient = place.outputGradient,
      SharedProduct.pays(rows: rows, columns: inputs, width: units, workers: exchange.workers)
    else {
      shared = nil
      return
    }
    let product = SharedProduct(
      sparse, place.input, capacity: rows, exchange: exchange, in: place.context.arena)
    gradient.expect(sparse, place.input, other: outputGradient)
    shared = (product, gradient)
  }

  func forward(_ pass: Pass) {
    let rows = pass.count * rowsPerSample
    if !pass.accumulates, let turnedKernel { kernel.turn(into: turnedKernel) }
    isSparse =
      shared?.product.find(rows: rows) ?? sparse?.find(in: place.input, rows: rows) ?? false
    guard isSparse, let sparse else {
      MatrixProduct.multiply(
        Matrix(place.input, rows: rows, columns: inputs), kernel,
        into: Matrix(place.output, rows: rows, columns: units))
      return end.forward(pass.count)
    }
    if let shared {
      shared.product.multiply(place.variables[0], rows: rows, into: place.output)
      return end.forward(pass.count)
    }
    sparse.multiply(
      place.input, rows: rows, weights: place.variables[0], bias: end.bias, relu: end.isReLU,
      into: place.output)
    end.applyFunction(pass.count)
  }

  func backward(_ pass: Pass) {
    guard let outputGradient = place.outputGradient else { return }
    let rows = pass.count * rowsPerSample
    end.backward(outputGradient, pass)
    let gradient = Matrix(outputGradient, rows: rows, columns: units)
    if let kernelGradient = place.gradients[0] {
      shared?.gradient.leaveOut(isSparse, rows: rows)
      if !isSparse {
        MatrixProduct.multiply(
          Matrix(place.input, rows: rows, columns: inputs).transposed, gradient,
          into: Matrix(kernelGradient, rows: inputs, columns: units),
          accumulating: pass.accumulates)
      } else if shared == nil {
        sparse?.accumulate(
          place.input, rows: rows, other: outputGradient, into: kernelGradient,
          accumulating: pass.accumulates)
      }
    }
    if let inputGradient = place.inputGradient, let turnedKernel {
      MatrixProduct.multiply(
        gradient, turnedKernel, into: Matrix(inputGradient, rows: rows, columns: inputs))
    }
  }
}
