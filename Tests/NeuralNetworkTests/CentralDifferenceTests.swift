import Kernels
import Testing

@testable import NeuralNetwork

/// Every layer against plain loops and their slopes.
@Suite struct CentralDifferenceTests {
  @Test(arguments: ActivationFunction.allCases.filter { $0 != .glu })
  func dense(activation: ActivationFunction) throws {
    let layer = Dense(units: 4, activation: activation)
    try expectConformance(LayerConformance(layer: layer, input: [7]))
    try expectConformance(
      LayerConformance(
        layer: Dense(units: 3, activation: activation, useBias: false), input: [2, 5]))
  }

  @Test(arguments: ActivationFunction.allCases)
  func activation(activation: ActivationFunction) throws {
    try expectConformance(LayerConformance(layer: Activation(activation), input: [2, 3, 6]))
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
    Conv2D(filters: 2, kernelSize: [2, 3], padding: .same, dilationRate: [3, 2]),
    Conv2D(filters: 2, kernelSize: 2, strides: [2, 1], dilationRate: [2, 1], activation: .gelu()),
    Conv2D(filters: 6, kernelSize: [2, 3], groups: 3),
    Conv2D(filters: 3, kernelSize: 1, groups: 3, activation: .silu),
    Conv2D(filters: 3, kernelSize: 3, padding: .same, dilationRate: 2, groups: 3, useBias: false),
  ]

  static let separate: [any Layer] = [
    DepthwiseConv2D(kernelSize: [3, 2]),
    DepthwiseConv2D(kernelSize: [2, 3], strides: [2, 1], padding: .same, activation: .tanh),
    DepthwiseConv2D(kernelSize: 2, depthMultiplier: 2, dilationRate: 2, useBias: false),
    DepthwiseConv2D(kernelSize: [6, 5], padding: .same, depthMultiplier: 3, activation: .mish),
    SeparableConv2D(filters: 4, kernelSize: [3, 2]),
    SeparableConv2D(
      filters: 2, kernelSize: [2, 3], strides: 2, padding: .same, depthMultiplier: 2,
      activation: .elu(alpha: 0.5)),
    SeparableConv2D(filters: 3, kernelSize: 2, dilationRate: [2, 1], useBias: false),
    ZeroPadding2D(), ZeroPadding2D(top: 2, bottom: 0, left: 0, right: 3),
    Reshape(targetShape: [2, -1]), Reshape(targetShape: [60]), Input(shape: [5, 4, 3]),
    Rescaling(scale: -2, offset: 0.5), Normalization(mean: [0.5, -1, 2], variance: [0.25, 2, 9]),
    Normalization(mean: [0.5], variance: [4]), GlobalMaxPooling2D(), LayerNormalization(),
    LayerNormalization(epsilon: 0.1, center: false), LayerNormalization(scale: false), PReLU(),
    PReLU(sharedAxes: [1, 2]), PReLU(sharedAxes: [2]), LeakyReLU(), ReLU(),
    ReLU(maxValue: 1, negativeSlope: 0.2, threshold: -0.5), ELU(alpha: 0.7), Softmax(),
    Dense(units: 2).trainable(false), BatchNormalization().trainable(false),
    Residual { BatchNormalization() }.trainable(false),
    Conv2D(filters: 2, kernelSize: 2).named("edges"),
  ]

  @Test(arguments: separate.indices)
  func manyLayers(number: Int) throws {
    try expectConformance(
      LayerConformance(layer: Self.separate[number], input: [5, 4, 3], samples: 2))
  }

  static let parametricFunctions: [ActivationFunction] = [
    .leakyReLU(negativeSlope: -0.5), .leakyReLU(negativeSlope: 0), .elu(alpha: -0.5),
    .celu(alpha: 0.3), .squareplus(b: 0.5), .softShrink(threshold: 0.1),
    .hardShrink(threshold: 1), .gelu(approximate: true), .threshold(0.25, defaultValue: -1),
    .clippedReLU(negativeSlope: 0.5, maxValue: 1, threshold: 0.25),
  ]

  @Test(arguments: parametricFunctions)
  func parametricActivation(activation: ActivationFunction) throws {
    try expectConformance(LayerConformance(layer: Activation(activation), input: [2, 3, 6]))
    try expectConformance(
      LayerConformance(layer: Dense(units: 4, activation: activation), input: [7]))
  }

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
    try expectRandomConformance(Dropout(rate: rate), [3, 7])
    try expectRandomConformance(SpatialDropout2D(rate: rate), [3, 2, 9])
  }

  /// A random layer in training, in pieces on several workers, and in inference.
  private func expectRandomConformance(
    _ layer: any Layer, _ input: Shape, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var conformance = LayerConformance(layer: layer, input: input, samples: 5)
    try expectConformance(conformance, sourceLocation: sourceLocation)
    try expectConformance(conformance, workers: [3], pieceSize: 1, sourceLocation: sourceLocation)
    conformance.isTraining = false
    try expectConformance(conformance, sourceLocation: sourceLocation)
  }

  @Test func noise() throws {
    try expectRandomConformance(GaussianNoise(stddev: 0.5), [3, 7])
    try expectRandomConformance(GaussianNoise(stddev: 2), [1])
  }

  static let fillModes: [FillMode] = [.reflect, .wrap, .nearest, .constant(0.25)]

  @Test(arguments: fillModes)
  func augmentation(fillMode: FillMode) throws {
    try expectRandomConformance(RandomRotation(factor: 0.4, fillMode: fillMode), [5, 4, 2])
    try expectRandomConformance(
      RandomTranslation(
        heightFactor: -0.9...0.9, widthFactor: -0.2...0.6, fillMode: fillMode), [4, 5, 2])
    try expectRandomConformance(
      RandomZoom(heightFactor: 0.7, widthFactor: 0.3, fillMode: fillMode), [5, 4, 2])
    try expectRandomConformance(RandomZoom(heightFactor: 0.5, fillMode: fillMode), [4, 5, 1])
  }

  @Test func contrast() throws {
    try expectRandomConformance(RandomContrast(factor: 0.8, valueRange: -1...1), [3, 4, 2])
    try expectRandomConformance(
      RandomContrast(lower: 0.1, upper: 3, valueRange: -100...100), [3, 4, 2])
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

  @Test func branches() throws {
    try expectConformance(
      LayerConformance(
        layer: Concatenate {
          Conv2D(filters: 3, kernelSize: [3, 2], padding: .same, activation: .tanh)
          Branch {}
          Branch {
            MaxPooling2D(poolSize: 3, strides: 1, padding: .same)
            Conv2D(filters: 2, kernelSize: 1)
          }
        }, input: [4, 3, 2], samples: 2))
    try expectConformance(
      LayerConformance(
        layer: Add {
          Dense(units: 4)
          Branch {
            Dense(units: 3, activation: .relu)
            Dense(units: 4)
          }
          Concatenate {
            Dense(units: 1)
            Branch {}
          }
        }, input: [3], samples: 4))
    try expectConformance(LayerConformance(layer: Concatenate { Branch {} }, input: [2, 3]))
  }

  /// Nothing to compute inside: the inner output is the input's own memory.
  @Test func residualOfNothing() throws {
    try expectConformance(LayerConformance(layer: Residual {}, input: [4]))
    try expectConformance(LayerConformance(layer: Residual { Flatten() }, input: [4]))
  }
}
