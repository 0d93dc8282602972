internal import Kernels

/// A two-dimensional convolution, as networks use the word: the kernel is not flipped.
///
///     y[n, i, j, f] = g(bias[f] + Σ over (a, b, c) of
///                       x[n, i·s + a − p, j·t + b − q, c] · kernel[a, b, c, f])
///
/// | tensor | shape                               | axes                                 |
/// |--------|-------------------------------------|--------------------------------------|
/// | input  | `[N, rows, columns, channels]`      |                                      |
/// | output | `[N, rows′, columns′, filters]`     | see ``Padding``                      |
/// | kernel | `[a, b, channels, filters]`         | starts as Glorot uniform             |
/// | bias   | `[filters]`                         | starts at 0                          |
///
/// Names, defaults and variables are those of Keras' `Conv2D` with `channels_last`.
public struct Conv2D: Layer, Equatable {
  /// Number of output channels.
  public var filters: Int
  /// Rows and columns of the kernel.
  public var kernelSize: Size2D
  /// Distance from one window to the next.
  public var strides: Size2D
  /// What happens at the edge.
  public var padding: Padding
  /// Applied to the output.
  public var activation: ActivationFunction
  /// A bias is added.
  public var useBias: Bool
  /// How the kernel begins.
  public var kernelInitializer: Initializer
  /// How the bias begins.
  public var biasInitializer: Initializer

  /// A convolution with the given number of filters.
  public init(
    filters: Int, kernelSize: Size2D, strides: Size2D = 1, padding: Padding = .valid,
    activation: ActivationFunction = .linear, useBias: Bool = true,
    kernelInitializer: Initializer = .glorotUniform, biasInitializer: Initializer = .zeros
  ) {
    self.filters = filters
    self.kernelSize = kernelSize
    self.strides = strides
    self.padding = padding
    self.activation = activation
    self.useBias = useBias
    self.kernelInitializer = kernelInitializer
    self.biasInitializer = biasInitializer
  }

  /// `[rows′, columns′, filters]`.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    try requirePositive(filters, "filters")
    let window = try window(over: input, size: kernelSize, strides: strides, padding: padding)
    let patches: Shape = [
      window.rows.output, window.columns.output, kernelSize.rows, kernelSize.columns, input[2],
    ]
    guard patches.isReasonable else { throw .invalidShape("the windows of a Conv2D", patches) }
    return [window.rows.output, window.columns.output, filters]
  }

  /// `kernel` and, unless switched off, `bias`.
  public func variables(for input: Shape) -> [Variable] {
    let kernel = Variable(
      "kernel", shape: [kernelSize.rows, kernelSize.columns, input[2], filters],
      initializer: kernelInitializer)
    let bias = Variable("bias", shape: [filters], initializer: biasInitializer)
    return useBias ? [kernel, bias] : [kernel]
  }

  /// A matrix product a picture, over the picture's windows laid out as rows.
  public func operation(_ place: Placement) -> any Operation { Conv2DOperation(self, place) }
}

private final class Conv2DOperation: Operation {
  let place: Placement
  let activation: ActivationFunction
  let window: Window
  let filters: Int
  let kernel: Matrix
  /// One picture's windows as rows, `[positions, patch]`; nil where the picture itself is that
  /// matrix.
  let patches: UnsafeMutablePointer<Float>?

  init(_ layer: Conv2D, _ place: Placement) {
    self.place = place
    activation = layer.activation
    window = Window(
      over: place.inputShape, size: layer.kernelSize, strides: layer.strides,
      padding: layer.padding)
    filters = layer.filters
    kernel = Matrix(place.variables[0], rows: window.patch, columns: filters)
    patches =
      window.isPointwise ? nil : place.context.arena.allocate(window.positions * window.patch)
  }

  func forward(_ pass: Pass) {
    for sample in 0..<pass.count {
      MatrixProduct.multiply(patches(of: sample), kernel, into: output(of: sample))
    }
    let rows = pass.count * window.positions
    if place.variables.count > 1 {
      Elementwise.addRow(place.variables[1], to: place.output, rows: rows, columns: filters)
    }
    activation.apply(to: place.output, rows: rows, columns: filters)
  }

  func backward(_ pass: Pass) {
    guard let outputGradient = place.outputGradient else { return }
    let rows = pass.count * window.positions
    activation.backpropagate(outputGradient, output: place.output, rows: rows, columns: filters)
    if place.gradients.count > 1, let biasGradient = place.gradients[1] {
      Elementwise.sumRows(
        of: outputGradient, rows: rows, columns: filters, into: biasGradient,
        accumulating: pass.accumulates)
    }
    if let kernelGradient = place.gradients[0] {
      accumulateKernelGradient(kernelGradient, outputGradient, pass)
    }
    if let inputGradient = place.inputGradient {
      propagate(outputGradient, to: inputGradient, pass)
    }
  }

  private func accumulateKernelGradient(
    _ kernelGradient: UnsafeMutablePointer<Float>, _ outputGradient: UnsafeMutablePointer<Float>,
    _ pass: Pass
  ) {
    let total = Matrix(kernelGradient, rows: window.patch, columns: filters)
    if pass.count == 0, !pass.accumulates {
      kernelGradient.update(repeating: 0, count: window.patch * filters)
    }
    for sample in 0..<pass.count {
      MatrixProduct.multiply(
        patches(of: sample).transposed, rows(of: outputGradient, sample), into: total,
        accumulating: pass.accumulates || sample > 0)
    }
  }

  private func propagate(
    _ outputGradient: UnsafeMutablePointer<Float>, to inputGradient: UnsafeMutablePointer<Float>,
    _ pass: Pass
  ) {
    for sample in 0..<pass.count {
      let picture = inputGradient + sample * window.inputCount
      let target = patches ?? picture
      MatrixProduct.multiply(
        rows(of: outputGradient, sample), kernel.transposed,
        into: Matrix(target, rows: window.positions, columns: window.patch))
      if let patches {
        picture.update(repeating: 0, count: window.inputCount)
        Patches.scatterAdd(patches, window, into: picture)
      }
    }
  }

  private func patches(of sample: Int) -> Matrix {
    let picture = place.input + sample * window.inputCount
    if let patches { Patches.gather(picture, window, into: patches) }
    return Matrix(patches ?? picture, rows: window.positions, columns: window.patch)
  }

  private func output(of sample: Int) -> Matrix { rows(of: place.output, sample) }

  private func rows(of base: UnsafeMutablePointer<Float>, _ sample: Int) -> Matrix {
    Matrix(
      base + sample * window.positions * filters, rows: window.positions, columns: filters)
  }
}
