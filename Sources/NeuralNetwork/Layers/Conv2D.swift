internal import Kernels

/// A two-dimensional convolution, as networks use the word: the kernel is not flipped.
///
///     y[n, i, j, f] = g(bias[f] + Σ over (a, b, c) of
///                       x[n, i·s + a·d − p, j·t + b·e − q, c] · kernel[a, b, c, f])
///
/// | tensor | shape                               | axes                                 |
/// |--------|-------------------------------------|--------------------------------------|
/// | input  | `[N, rows, columns, channels]`      |                                      |
/// | output | `[N, rows′, columns′, filters]`     | see ``Padding``                      |
/// | kernel | `[a, b, channels / groups, filters]` | starts as Glorot uniform            |
/// | bias   | `[filters]`                         | starts at 0                          |
///
/// With `groups`, channels and filters are cut into as many parts, and each part of the filters sees
/// its part of the channels. Names, defaults and variables are those of Keras' `Conv2D` with
/// `channels_last`; unlike there, strides and dilation may both be above 1.
public struct Conv2D: ComposedLayer, Equatable {
  /// Number of output channels.
  public var filters: Int
  /// Rows and columns of the kernel.
  public var kernelSize: Size2D
  /// Distance from one window to the next.
  public var strides: Size2D
  /// What happens at the edge.
  public var padding: Padding
  /// Distance from one pixel under the kernel to the next.
  public var dilationRate: Size2D
  /// Parts that channels and filters are cut into.
  public var groups: Int
  /// Applied to the output.
  public var activation: ActivationFunction
  /// A bias is added.
  public var useBias: Bool
  /// How the kernel and the bias begin, and what keeps them small.
  public var kernel, bias: WeightSettings

  /// A convolution with the given number of filters.
  public init(
    filters: Int, kernelSize: Size2D, strides: Size2D = 1, padding: Padding = .valid,
    dilationRate: Size2D = 1, groups: Int = 1, activation: ActivationFunction = .linear,
    useBias: Bool = true, kernelInitializer: Initializer = .glorotUniform,
    biasInitializer: Initializer = .zeros, kernelRegularizer: Regularizer? = nil,
    biasRegularizer: Regularizer? = nil, kernelConstraint: Constraint? = nil,
    biasConstraint: Constraint? = nil
  ) {
    self.filters = filters
    self.kernelSize = kernelSize
    self.strides = strides
    self.padding = padding
    self.dilationRate = dilationRate
    self.groups = groups
    self.activation = activation
    self.useBias = useBias
    kernel = WeightSettings(
      initializer: kernelInitializer, regularizer: kernelRegularizer,
      constraint: kernelConstraint)
    bias = WeightSettings(
      initializer: biasInitializer, regularizer: biasRegularizer, constraint: biasConstraint)
  }

  /// `[rows′, columns′, filters]`.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    try requirePositive(filters, "filters")
    try requirePositive(groups, "groups")
    try requireSameShape(activation)
    let window = try window(
      over: input, size: kernelSize, strides: strides, dilation: dilationRate, padding: padding)
    guard input[2] % groups == 0, filters % groups == 0 else {
      throw .invalidLayer(
        kind,
        "needs channels and `filters` that \(groups) groups share evenly; "
          + "received \(input[2]) and \(filters)")
    }
    let padded: Shape = [window.rows.reach, window.columns.reach, input[2]]
    guard padded.isReasonable else { throw .invalidShape("the padded input of a Conv2D", padded) }
    return [window.rows.output, window.columns.output, filters]
  }

  func valuesInside(for input: Shape) throws(ModelError) -> Int {
    let window = try window(
      over: input, size: kernelSize, strides: strides, dilation: dilationRate, padding: padding)
    return ConvolutionShape(window, filters: filters, groups: groups).valuesInside
  }

  /// `kernel` and, unless switched off, `bias`.
  public func variables(for input: Shape) -> [Variable] {
    let shape: Shape = [kernelSize.rows, kernelSize.columns, input[2] / groups, filters]
    return [kernel.variable("kernel", shape)] + (useBias ? [bias.variable("bias", [filters])] : [])
  }

  /// The layer's own function.
  public var lastActivation: ActivationFunction? { activation }

  /// By the way that is fastest for its windows: Winograd's for 3 × 3 pixels side by side over 16
  /// channels and filters or more, whose sums are rounded a little otherwise.
  public func operation(_ place: Placement) -> any Operation { Conv2DOperation(self, place) }
}
