internal import Kernels

/// A convolution that keeps the channels apart: each is met by `depthMultiplier` kernels of its own.
///
///     y[n, i, j, c·M + m] = g(bias[c·M + m] + Σ over (a, b) of
///                             x[n, i·s + a·d − p, j·t + b·e − q, c] · kernel[a, b, c, m])
///
/// | tensor | shape                             |                          |
/// |--------|-----------------------------------|--------------------------|
/// | input  | `[N, rows, columns, channels]`    |                          |
/// | output | `[N, rows′, columns′, channels·M]` | see ``Padding``         |
/// | kernel | `[a, b, channels, M]`             | starts as Glorot uniform |
/// | bias   | `[channels·M]`                    | starts at 0              |
///
/// Names, defaults and variables are those of Keras' `DepthwiseConv2D`.
public struct DepthwiseConv2D: Layer, Equatable {
  /// Rows and columns of the kernel.
  public var kernelSize: Size2D
  /// Distance from one window to the next.
  public var strides: Size2D
  /// What happens at the edge.
  public var padding: Padding
  /// Kernels for each channel.
  public var depthMultiplier: Int
  /// Distance from one pixel under the kernel to the next.
  public var dilationRate: Size2D
  /// Applied to the output.
  public var activation: ActivationFunction
  /// A bias is added.
  public var useBias: Bool
  /// How the kernel and the bias begin, and what keeps them small.
  public var kernel, bias: WeightSettings

  /// A convolution with the given number of kernels for each channel.
  public init(
    kernelSize: Size2D, strides: Size2D = 1, padding: Padding = .valid, depthMultiplier: Int = 1,
    dilationRate: Size2D = 1, activation: ActivationFunction = .linear, useBias: Bool = true,
    depthwiseInitializer: Initializer = .glorotUniform, biasInitializer: Initializer = .zeros,
    depthwiseRegularizer: Regularizer? = nil, biasRegularizer: Regularizer? = nil,
    depthwiseConstraint: Constraint? = nil, biasConstraint: Constraint? = nil
  ) {
    self.kernelSize = kernelSize
    self.strides = strides
    self.padding = padding
    self.depthMultiplier = depthMultiplier
    self.dilationRate = dilationRate
    self.activation = activation
    self.useBias = useBias
    kernel = WeightSettings(
      initializer: depthwiseInitializer, regularizer: depthwiseRegularizer,
      constraint: depthwiseConstraint)
    bias = WeightSettings(
      initializer: biasInitializer, regularizer: biasRegularizer, constraint: biasConstraint)
  }

  /// `[rows′, columns′, channels · depthMultiplier]`.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    try requirePositive(depthMultiplier, "depthMultiplier")
    try requireSameShape(activation)
    let window = try window(
      over: input, size: kernelSize, strides: strides, dilation: dilationRate, padding: padding)
    let (channels, overflow) = input[2].multipliedReportingOverflow(by: depthMultiplier)
    guard !overflow else { throw .invalidShape("the output of a DepthwiseConv2D", input) }
    return [window.rows.output, window.columns.output, channels]
  }

  /// `kernel` and, unless switched off, `bias`.
  public func variables(for input: Shape) -> [Variable] {
    let shape: Shape = [kernelSize.rows, kernelSize.columns, input[2], depthMultiplier]
    return [kernel.variable("kernel", shape)]
      + (useBias ? [bias.variable("bias", [input[2] * depthMultiplier])] : [])
  }

  /// The layer's own function.
  public var lastActivation: ActivationFunction? { activation }

  /// Plain loops along the channels, since no matrix product has their shape.
  public func operation(_ place: Placement) -> any Operation {
    DepthwiseConv2DOperation(self, place)
  }
}

/// Plain loops along the channels.
final class DepthwiseConv2DOperation: Operation {
  private let place: Placement
  private let end: AppliedActivation
  private let window: Window
  private let multiplier, outputCount: Int

  init(_ layer: DepthwiseConv2D, _ place: Placement) {
    self.place = place
    end = AppliedActivation(layer.activation, place, bias: 1)
    window = Window(
      over: place.inputShape, size: layer.kernelSize, strides: layer.strides,
      dilation: layer.dilationRate, padding: layer.padding)
    multiplier = layer.depthMultiplier
    outputCount = place.outputShape.elementCount
  }

  private var columns: Int { window.channels * multiplier }

  func forward(_ pass: Pass) {
    for sample in 0..<pass.count {
      Depthwise.convolve(
        place.input + sample * window.inputCount, window, kernel: place.variables[0],
        multiplier: multiplier, into: place.output + sample * outputCount)
    }
    end.forward(pass.count)
  }

  func backward(_ pass: Pass) {
    guard let outputGradient = place.outputGradient else { return }
    end.backward(outputGradient, pass)
    if let kernelGradient = place.gradients[0], !pass.accumulates {
      kernelGradient.update(repeating: 0, count: window.places * columns)
    }
    place.inputGradient?.update(repeating: 0, count: pass.count * window.inputCount)
    for sample in 0..<pass.count {
      let gradient = outputGradient + sample * outputCount
      if let kernelGradient = place.gradients[0] {
        Depthwise.accumulateKernelGradient(
          place.input + sample * window.inputCount, window, outputGradient: gradient,
          multiplier: multiplier, into: kernelGradient)
      }
      if let inputGradient = place.inputGradient {
        Depthwise.scatterAdd(
          gradient, window, kernel: place.variables[0], multiplier: multiplier,
          into: inputGradient + sample * window.inputCount)
      }
    }
  }
}
