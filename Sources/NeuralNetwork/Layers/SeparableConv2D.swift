internal import Kernels

/// A convolution in two parts: each channel by itself, then all channels of a pixel together.
///
///     y = g(Conv2D 1×1 (DepthwiseConv2D(x)))
///
/// | tensor             | shape                            |                          |
/// |--------------------|----------------------------------|--------------------------|
/// | input              | `[N, rows, columns, channels]`   |                          |
/// | output             | `[N, rows′, columns′, filters]`  | see ``Padding``          |
/// | `depthwise_kernel` | `[a, b, channels, M]`            | starts as Glorot uniform |
/// | `pointwise_kernel` | `[1, 1, channels·M, filters]`    | starts as Glorot uniform |
/// | `bias`             | `[filters]`                      | starts at 0              |
///
/// Names, defaults and variables are those of Keras' `SeparableConv2D`; Chollet, arXiv 1610.02357.
public struct SeparableConv2D: ComposedLayer, Equatable {
  /// The first part, without bias and activation.
  public var depthwise: DepthwiseConv2D
  /// The second part, with them.
  public var pointwise: Conv2D

  /// A convolution with the given number of filters.
  public init(
    filters: Int, kernelSize: Size2D, strides: Size2D = 1, padding: Padding = .valid,
    dilationRate: Size2D = 1, depthMultiplier: Int = 1, activation: ActivationFunction = .linear,
    useBias: Bool = true, depthwiseInitializer: Initializer = .glorotUniform,
    pointwiseInitializer: Initializer = .glorotUniform, biasInitializer: Initializer = .zeros,
    depthwiseRegularizer: Regularizer? = nil, pointwiseRegularizer: Regularizer? = nil,
    biasRegularizer: Regularizer? = nil, depthwiseConstraint: Constraint? = nil,
    pointwiseConstraint: Constraint? = nil, biasConstraint: Constraint? = nil
  ) {
    depthwise = DepthwiseConv2D(
      kernelSize: kernelSize, strides: strides, padding: padding,
      depthMultiplier: depthMultiplier, dilationRate: dilationRate, useBias: false,
      depthwiseInitializer: depthwiseInitializer, depthwiseRegularizer: depthwiseRegularizer,
      depthwiseConstraint: depthwiseConstraint)
    pointwise = Conv2D(
      filters: filters, kernelSize: 1, activation: activation, useBias: useBias,
      kernelInitializer: pointwiseInitializer, biasInitializer: biasInitializer,
      kernelRegularizer: pointwiseRegularizer, biasRegularizer: biasRegularizer,
      kernelConstraint: pointwiseConstraint, biasConstraint: biasConstraint)
  }

  /// `[rows′, columns′, filters]`.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    guard !depthwise.useBias else {
      throw .invalidLayer(kind, "has one bias, after both parts; its first part asks for another")
    }
    let middle = try depthwise.outputShape(for: input)
    guard middle.isReasonable else { throw .invalidShape("the middle of a \(kind)", middle) }
    return try pointwise.outputShape(for: middle)
  }

  func valuesInside(for input: Shape) throws(ModelError) -> Int {
    try depthwise.outputShape(for: input).elementCount
  }

  /// `depthwise_kernel`, `pointwise_kernel` and, unless switched off, `bias`.
  public func variables(for input: Shape) throws(ModelError) -> [Variable] {
    var variables = depthwise.variables(for: input)
    variables += pointwise.variables(for: try depthwise.outputShape(for: input))
    variables[0].name = "depthwise_kernel"
    variables[1].name = "pointwise_kernel"
    return variables
  }

  /// The second part's function.
  public var lastActivation: ActivationFunction? { pointwise.activation }

  /// The two parts one after the other.
  public func operation(_ place: Placement) throws(ModelError) -> any Operation {
    let middle = try depthwise.outputShape(for: place.inputShape)
    let (arena, count) = (place.context.arena, place.context.capacity * middle.elementCount)
    let values: UnsafeMutablePointer<Float> = arena.allocate(count)
    let gradient: UnsafeMutablePointer<Float>? =
      place.context.isTraining ? arena.allocate(count) : nil
    return Sequence2(
      DepthwiseConv2DOperation(
        depthwise,
        place.inner(
          from: 0, count: 1, outputShape: middle, output: values,
          inputGradient: place.inputGradient, outputGradient: gradient)),
      Conv2DOperation(
        pointwise,
        place.inner(
          from: 1, count: place.variables.count - 1, inputShape: middle, input: values,
          inputGradient: gradient, outputGradient: place.outputGradient)))
  }
}

/// Two operations one after the other.
private final class Sequence2: Operation {
  let first, second: any Operation

  init(_ first: any Operation, _ second: any Operation) {
    self.first = first
    self.second = second
  }

  func forward(_ pass: Pass) {
    first.forward(pass)
    second.forward(pass)
  }

  func backward(_ pass: Pass) {
    second.backward(pass)
    first.backward(pass)
  }
}
