import Kernels
import Testing

@testable import NeuralNetwork

/// Every layer against plain loops and their slopes.
@Suite struct CentralDifferenceTests {
  @Test(arguments: ActivationFunction.allCases)
  func dense(activation: ActivationFunction) throws {
    let layer = Dense(units: 4, activation: activation)
    try expectConformance(LayerConformance(layer: layer, input: [7]))
    try expectConformance(
      LayerConformance(
        layer: Dense(units: 3, activation: activation, useBias: false), input: [2, 5]))
  }

  @Test(arguments: ActivationFunction.allCases)
  func activation(activation: ActivationFunction) throws {
    try expectConformance(LayerConformance(layer: Activation(activation), input: [2, 3, 5]))
  }

  static let convolutions = [
    Conv2D(filters: 2, kernelSize: [3, 2]),
    Conv2D(filters: 2, kernelSize: [3, 2], padding: .same, activation: .relu),
    Conv2D(filters: 2, kernelSize: [2, 4], padding: .same, useBias: false),
    Conv2D(filters: 2, kernelSize: [3, 2], strides: [2, 3]),
    Conv2D(filters: 2, kernelSize: [2, 3], strides: [3, 2], padding: .same, activation: .tanh),
    // Strides that step over pixels.
    Conv2D(filters: 2, kernelSize: [1, 2], strides: [2, 3], padding: .same),
    // A kernel larger than the picture.
    Conv2D(filters: 2, kernelSize: [7, 5], padding: .same),
    Conv2D(filters: 4, kernelSize: 1, activation: .sigmoid),
    Conv2D(filters: 4, kernelSize: 1, strides: 2),
    Conv2D(filters: 3, kernelSize: [2, 2], activation: .softmax),
  ]

  @Test(arguments: convolutions)
  func convolution(layer: Conv2D) throws {
    try expectConformance(LayerConformance(layer: layer, input: [5, 4, 3], samples: 2))
  }

  /// One channel and kernels of 3 and 5 columns take shortcuts of their own.
  @Test(arguments: [3, 5], [Padding.valid, .same])
  func convolutionOfGreyPictures(columns: Int, padding: Padding) throws {
    let layer = Conv2D(
      filters: 2, kernelSize: Size2D(rows: 2, columns: columns), padding: padding)
    try expectConformance(LayerConformance(layer: layer, input: [4, 7, 1], samples: 2))
  }

  static let poolings: [any Layer] = [
    MaxPooling2D(), MaxPooling2D(poolSize: [3, 2], strides: [2, 1]),
    MaxPooling2D(poolSize: [2, 3], strides: [3, 2], padding: .same),
    MaxPooling2D(poolSize: 9, padding: .same),
    AveragePooling2D(), AveragePooling2D(poolSize: [3, 2], strides: [2, 1]),
    AveragePooling2D(poolSize: [2, 3], strides: [3, 2], padding: .same),
    AveragePooling2D(poolSize: 9, padding: .same), GlobalAveragePooling2D(),
  ]

  @Test(arguments: poolings.indices)
  func pooling(number: Int) throws {
    try expectConformance(
      LayerConformance(layer: Self.poolings[number], input: [7, 5, 3], samples: 2))
  }

  @Test(arguments: [true, false], [true, false])
  func batchNormalization(center: Bool, scale: Bool) throws {
    let layer = BatchNormalization(momentum: 0.7, epsilon: 0.01, center: center, scale: scale)
    try expectConformance(LayerConformance(layer: layer, input: [2, 3, 4]))
    try expectConformance(LayerConformance(layer: layer, input: [3], samples: 7))
    try expectConformance(LayerConformance(layer: layer, input: [2, 4], isTraining: false))
  }

  @Test func flatten() throws {
    try expectConformance(LayerConformance(layer: Flatten(), input: [3, 2, 4]))
  }

  @Test(arguments: [Float(0), 0.25, 0.5, 0.9])
  func dropout(rate: Float) throws {
    let input: Shape = [3, 7]
    var conformance = LayerConformance(layer: Dropout(rate: rate), input: input, samples: 5)
    conformance.naive.masks = [mask(rate: rate, input, conformance)]
    try expectConformance(conformance)
    try expectConformance(conformance, workers: [3], pieceSize: 1)
    conformance.isTraining = false
    try expectConformance(conformance)
  }

  @Test func residual() throws {
    try expectConformance(
      LayerConformance(
        layer: Residual {
          Conv2D(filters: 3, kernelSize: [3, 2], padding: .same, activation: .relu)
          Conv2D(filters: 2, kernelSize: 3, padding: .same)
        }, input: [4, 3, 2], samples: 2))
  }

  /// The inner layers write over their gradient, meet for their statistics, and come in several levels.
  @Test func nestedResidual() throws {
    try expectConformance(
      LayerConformance(
        layer: Residual {
          BatchNormalization()
          Residual {
            Dense(units: 3, activation: .tanh)
            BatchNormalization()
            Dense(units: 4, activation: .sigmoid)
          }
          Activation(.relu)
        }, input: [2, 4], samples: 5, tolerance: .cancelling))
  }

  /// Nothing to compute inside: the inner output is the input's own memory.
  @Test func residualOfNothing() throws {
    try expectConformance(LayerConformance(layer: Residual {}, input: [4]))
    try expectConformance(LayerConformance(layer: Residual { Flatten() }, input: [4]))
  }

  /// The mask bit by bit: 16 random bits a value, dropped below the rate.
  private func mask(
    rate: Float, _ input: Shape, _ conformance: LayerConformance
  ) -> NaiveTensor {
    let random = RandomStream(seed: conformance.seed, purpose: .dropout, index: 0)
    let threshold = Int((rate * 65536).rounded())
    var mask = NaiveTensor([conformance.samples] + input.axes)
    var words = [UInt32](repeating: 0, count: (input.elementCount + 7) / 8 * 4)
    for sample in 0..<conformance.samples {
      random.fill(&words, blocks: words.count / 4, sample: sample, time: 3)
      for i in 0..<input.elementCount {
        let bits = Int(words[i / 2] >> (i % 2 == 0 ? 0 : 16) & 0xFFFF)
        mask.values[sample * input.elementCount + i] = bits >= threshold ? 1 : 0
      }
    }
    return mask
  }
}
