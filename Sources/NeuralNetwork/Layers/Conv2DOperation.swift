internal import Kernels

/// A convolution on one worker: windows laid out as rows, times the kernel.
final class Conv2DOperation: Operation {
  private let place: Placement
  private let end: AppliedActivation
  private let window: Window
  private let filters, groups: Int
  /// One picture's windows as rows, `[positions, patch]`; nil where the picture itself is that
  /// matrix.
  private let patches: UnsafeMutablePointer<Float>?

  init(_ layer: Conv2D, _ place: Placement) {
    self.place = place
    end = AppliedActivation(layer.activation, place, bias: 1)
    window = Window(
      over: place.inputShape, size: layer.kernelSize, strides: layer.strides,
      dilation: layer.dilationRate, padding: layer.padding)
    filters = layer.filters
    groups = layer.groups
    patches =
      window.isPointwise && groups == 1
      ? nil : place.context.arena.allocate(window.positions * window.patch)
  }

  func forward(_ pass: Pass) {
    for sample in 0..<pass.count {
      for group in 0..<groups {
        MatrixProduct.multiply(
          patches(of: sample, group), part(of: place.variables[0], window.patch / groups, group),
          into: rows(of: place.output, sample, group))
      }
    }
    end.forward(pass.count)
  }

  func backward(_ pass: Pass) {
    guard let outputGradient = place.outputGradient else { return }
    end.backward(outputGradient, pass)
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
    if pass.count == 0, !pass.accumulates {
      kernelGradient.update(repeating: 0, count: window.patch / groups * filters)
    }
    for sample in 0..<pass.count {
      for group in 0..<groups {
        MatrixProduct.multiply(
          patches(of: sample, group).transposed, rows(of: outputGradient, sample, group),
          into: part(of: kernelGradient, window.patch / groups, group),
          accumulating: pass.accumulates || sample > 0)
      }
    }
  }

  private func propagate(
    _ outputGradient: UnsafeMutablePointer<Float>, to inputGradient: UnsafeMutablePointer<Float>,
    _ pass: Pass
  ) {
    for sample in 0..<pass.count {
      let picture = inputGradient + sample * window.inputCount
      if patches != nil { picture.update(repeating: 0, count: window.inputCount) }
      for group in 0..<groups {
        let target = patches ?? picture
        MatrixProduct.multiply(
          rows(of: outputGradient, sample, group),
          part(of: place.variables[0], window.patch / groups, group).transposed,
          into: Matrix(target, rows: window.positions, columns: window.patch / groups))
        guard let patches else { continue }
        if isPlain {
          Patches.scatterAdd(patches, window, into: picture)
        } else {
          Patches.scatterAdd(patches, window, channels: channels(group), into: picture)
        }
      }
    }
  }

  /// Windows without holes, over all channels at once, which is the fast way.
  private var isPlain: Bool { groups == 1 && !window.isDilated }

  private func channels(_ group: Int) -> Range<Int> {
    let width = window.channels / groups
    return group * width..<(group + 1) * width
  }

  private func patches(of sample: Int, _ group: Int) -> Matrix {
    let picture = place.input + sample * window.inputCount
    if let patches {
      if isPlain {
        Patches.gather(picture, window, into: patches)
      } else {
        Patches.gather(picture, window, channels: channels(group), into: patches)
      }
    }
    return Matrix(
      patches ?? picture, rows: window.positions, columns: window.patch / groups)
  }

  private func rows(
    of base: UnsafeMutablePointer<Float>, _ sample: Int, _ group: Int
  ) -> Matrix {
    part(of: base + sample * window.positions * filters, window.positions, group)
  }

  /// The columns of one group in a matrix with a column a filter.
  private func part(
    of base: UnsafeMutablePointer<Float>, _ rows: Int, _ group: Int
  ) -> Matrix {
    let width = filters / groups
    return Matrix(base + group * width, rows: rows, columns: width, stride: filters)
  }
}
