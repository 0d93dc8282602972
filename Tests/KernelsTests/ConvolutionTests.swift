import Testing

@testable import Kernels

/// Every way to compute a convolution beside the loops that define it.
struct ConvolutionTests {
  /// Windows of every kind, and filters that fill a vector, several, or a part of one.
  static let shapes: [ConvolutionShape] =
    Window.samples.map { ConvolutionShape($0, filters: 3) }
    + [1, 6, 16, 20, 45].map {
      ConvolutionShape(
        Window(input: (9, 31, 2), size: (5, 5), strides: (1, 1), pads: true), filters: $0)
    }
    + [
      ConvolutionShape(
        Window(input: (8, 17, 1), size: (3, 3), strides: (1, 1), pads: false), filters: 40),
      ConvolutionShape(
        Window(input: (6, 9, 14), size: (2, 3), strides: (2, 1), pads: false), filters: 33),
    ]

  /// Pictures that tiles of 4 × 4 cover evenly, and others; channels and filters that fill vectors and
  /// others.
  static let winogradShapes: [ConvolutionShape] = [
    ((6, 6), 16, 16), ((6, 10), 32, 64), ((13, 7), 17, 33), ((5, 15), 3, 2), ((4, 4), 20, 16),
  ].flatMap { (input: (Int, Int), channels: Int, filters: Int) in
    [false, true].map { pads in
      ConvolutionShape(
        Window(input: (input.0, input.1, channels), size: (3, 3), strides: (1, 1), pads: pads),
        filters: filters)
    }
  }

  /// Up to 1,125 float products of at most 1 are off by at most this; 1.2e-5 is reached.
  private let tolerance = 3e-5
  /// As much for 288 products, of which Winograd multiplies some by up to 64 before they cancel.
  private let winogradTolerance = 2e-4

  @Test(arguments: shapes)
  func directIsTheNaiveLoop(shape: ConvolutionShape) {
    check(shape, tolerance) {
      DirectConvolution(shape, kernel: $0, propagates: true, in: $1)
    }
  }

  @Test(arguments: shapes)
  func patchesAreTheNaiveLoop(shape: ConvolutionShape) {
    check(shape, tolerance) {
      PatchConvolution(shape, kernel: $0, propagates: true, in: $1)
    }
  }

  @Test(arguments: winogradShapes)
  func winogradIsTheNaiveLoop(shape: ConvolutionShape) {
    check(shape, winogradTolerance) {
      WinogradConvolution(shape, kernel: $0, propagates: true, in: $1)
    }
  }

  /// More tiles than go through at once.
  @Test func winogradTakesManyPictures() {
    let window = Window(input: (9, 14, 16), size: (3, 3), strides: (1, 1), pads: true)
    let shape = ConvolutionShape(window, filters: 16)
    check(shape, winogradTolerance, count: 7) {
      WinogradConvolution(shape, kernel: $0, propagates: true, in: $1)
    }
  }

  @Test func theFastestIsChosen() {
    let arena = Arena()
    func convolution(
      _ channels: Int, filters: Int, groups: Int = 1, size: Int = 3, stride: Int = 1
    ) -> any Convolution {
      let window = Window(
        input: (12, 12, channels), size: (size, size), strides: (stride, stride), pads: false)
      return ConvolutionShape(window, filters: filters, groups: groups).convolution(
        kernel: arena.allocate(window.patch * filters), propagates: false, in: arena)
    }
    #expect(convolution(32, filters: 64) is WinogradConvolution)
    #expect(convolution(32, filters: 64, stride: 2) is DirectConvolution)
    #expect(convolution(1, filters: 32) is DirectConvolution)
    #expect(convolution(6, filters: 16, size: 5) is DirectConvolution)
    #expect(convolution(32, filters: 64, size: 1) is PatchConvolution)
    #expect(convolution(32, filters: 64, groups: 2) is PatchConvolution)
  }

  private func check(
    _ shape: ConvolutionShape, _ tolerance: Double, count: Int = 2,
    _ make: (UnsafeMutablePointer<Float>, Arena) -> any Convolution
  ) {
    let (window, filters) = (shape.window, shape.filters)
    let outputCount = window.positions * filters
    var kernel = numbers(window.patch * filters)
    var pictures = numbers(count * window.inputCount, seed: 2)
    let bias = numbers(filters, seed: 3)
    var slopes = numbers(count * outputCount, seed: 4)
    let kernelBefore = numbers(kernel.count, seed: 5)
    let arena = Arena()
    kernel.withUnsafeMutableBufferPointer { buffer in
      guard let kernel = buffer.baseAddress else { return }
      let convolution = make(kernel, arena)
      convolution.prepare()
      let naive = Naive(shape, Array(buffer), pictures, bias, slopes, count: count)
      for relu in [false, true] {
        let outputs = written(count * outputCount) {
          convolution.forward(&pictures, count: count, bias: bias, relu: relu, into: $0)
        }
        let expected = relu ? naive.outputs.map { max($0, 0) } : naive.outputs
        #expect(largestError(outputs, expected) < tolerance)
      }
      var pictureGradient: [Float] = []
      let kernelGradient = written(over: kernelBefore) { kernelGradient in
        pictureGradient = written(pictures.count) {
          convolution.backward(
            &pictures, outputGradient: &slopes, count: count, kernelGradient: kernelGradient,
            pictureGradient: $0)
        }
      }
      // A kernel's gradient sums over all positions.
      let several = tolerance * max(1, Double(count * window.positions) / 50)
      let expected = zip(naive.kernelGradient, kernelBefore).map { $0 + Double($1) }
      #expect(largestError(kernelGradient, expected) < several)
      #expect(largestError(pictureGradient, naive.pictureGradient) < tolerance)
    }
  }
}

/// A convolution by its definition, in `Double`.
private struct Naive {
  var outputs, kernelGradient, pictureGradient: [Double]

  init(
    _ shape: ConvolutionShape, _ kernel: [Float], _ pictures: [Float], _ bias: [Float],
    _ slopes: [Float], count: Int
  ) {
    let (window, filters) = (shape.window, shape.filters)
    outputs = (0..<count * window.positions).flatMap { _ in bias.map(Double.init) }
    kernelGradient = Array(repeating: 0, count: kernel.count)
    pictureGradient = Array(repeating: 0, count: pictures.count)
    for sample in 0..<count {
      let (input, output) = (
        sample * window.inputCount, sample * window.positions * filters
      )
      window.forEachValue { position, place, channel, pixel in
        guard let pixel else { return }
        for filter in 0..<filters {
          let weight = (place * window.channels + channel) * filters + filter
          let (x, y) = (input + pixel, output + position * filters + filter)
          outputs[y] += Double(pictures[x]) * Double(kernel[weight])
          kernelGradient[weight] += Double(pictures[x]) * Double(slopes[y])
          pictureGradient[x] += Double(kernel[weight]) * Double(slopes[y])
        }
      }
    }
  }
}
