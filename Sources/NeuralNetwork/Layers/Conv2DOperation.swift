internal import Kernels

/// A convolution on one worker.
final class Conv2DOperation: Operation {
  private let place: Placement
  private let end: AppliedActivation
  private let convolution: any Convolution
  private let kernelCount: Int

  init(_ layer: Conv2D, _ place: Placement) {
    self.place = place
    end = AppliedActivation(layer.activation, place, bias: 1)
    let window = Window(
      over: place.inputShape, size: layer.kernelSize, strides: layer.strides,
      dilation: layer.dilationRate, padding: layer.padding)
    convolution = ConvolutionShape(window, filters: layer.filters, groups: layer.groups)
      .convolution(
        kernel: place.variables[0], learns: place.gradients[0] != nil,
        propagates: place.inputGradient != nil, in: place.context.arena)
    kernelCount = window.patch / layer.groups * layer.filters
  }

  func forward(_ pass: Pass) {
    if !pass.accumulates { convolution.prepare() }
    convolution.forward(
      place.input, count: pass.count, bias: end.bias, relu: end.isReLU, into: place.output)
    end.applyFunction(pass.count)
  }

  func backward(_ pass: Pass) {
    guard let outputGradient = place.outputGradient else { return }
    end.backward(outputGradient, pass)
    let kernelGradient = place.gradients[0]
    if !pass.accumulates { kernelGradient?.update(repeating: 0, count: kernelCount) }
    convolution.backward(
      place.input, outputGradient: outputGradient, count: pass.count,
      kernelGradient: kernelGradient, pictureGradient: place.inputGradient)
  }
}
