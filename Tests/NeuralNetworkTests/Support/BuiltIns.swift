import Testing

@testable import NeuralNetwork

/// One of everything that this library has, with settings that are not the defaults.
enum BuiltIns {
  /// A layer, and what depends on chance in it.
  struct LayerCase: Sendable, CustomTestStringConvertible {
    let layer: any Layer
    let chance: Chance

    init(_ layer: any Layer, _ chance: Chance = .none) {
      self.layer = layer
      self.chance = chance
    }

    var type: any Layer.Type { Swift.type(of: (layer as? CustomizedLayer)?.base ?? layer) }
    var testDescription: String { "\(type)" }
  }

  enum Chance {
    case none
    /// Variables begin at random.
    case inWeights
    /// Something is drawn while training.
    case inTraining
    /// Nothing is drawn, but statistics of the batch count while training.
    case inBatch
  }

  /// What all layers take.
  static let shape: Shape = [6, 5, 2]

  static let layers = [
    LayerCase(Activation(.silu)),
    LayerCase(
      Add {
        Dense(units: 3)
        Branch {
          Dense(units: 4, activation: .tanh)
          Dense(units: 3, useBias: false).named("second")
        }
      }, .inWeights),
    LayerCase(AveragePooling2D(poolSize: [3, 2], strides: 2, padding: .same)),
    LayerCase(
      BatchNormalization(momentum: 0.75, epsilon: 0.01, center: true, scale: false), .inBatch),
    LayerCase(
      Concatenate {
        Conv2D(filters: 2, kernelSize: 1)
        MaxPooling2D(poolSize: 3, strides: 1, padding: .same)
      }, .inWeights),
    LayerCase(
      Conv2D(
        filters: 4, kernelSize: [3, 2], padding: .same, dilationRate: [1, 2], groups: 2,
        activation: .leakyReLU(negativeSlope: 0.1), kernelInitializer: .orthogonal(gain: 1.5),
        kernelRegularizer: .l2(0.02), kernelConstraint: .maxNorm(0.9, axes: [0, 1])), .inWeights),
    LayerCase(
      Dense(
        units: 3, activation: .celu(alpha: 0.5), kernelInitializer: .randomNormal(deviation: 0.3),
        biasRegularizer: .l1l2(l1: 0.01, l2: 0.02), biasConstraint: .nonNegative), .inWeights),
    LayerCase(Dense(units: 3).named("kept").trainable(false), .inWeights),
    LayerCase(
      DepthwiseConv2D(
        kernelSize: 2, strides: [1, 2], padding: .same, depthMultiplier: 2, activation: .mish,
        depthwiseInitializer: .heUniform), .inWeights),
    LayerCase(Dropout(rate: 0.4), .inTraining),
    LayerCase(ELU(alpha: 0.75)),
    LayerCase(Flatten()),
    LayerCase(GaussianNoise(stddev: 0.25), .inTraining),
    LayerCase(GlobalAveragePooling2D()),
    LayerCase(GlobalMaxPooling2D()),
    LayerCase(Input(shape: shape)),
    LayerCase(LayerNormalization(epsilon: 0.02, center: false, scale: true)),
    LayerCase(LeakyReLU(negativeSlope: 0.125)),
    LayerCase(MaxPooling2D(poolSize: 2, strides: [1, 2], padding: .same)),
    LayerCase(Normalization(mean: [0.25, -0.5], variance: [2, 0.5])),
    LayerCase(
      PReLU(
        alphaInitializer: .randomUniform(minimum: 0.1, maximum: 0.3), alphaRegularizer: .l1(0.01),
        sharedAxes: [1, 2]), .inWeights),
    LayerCase(RandomContrast(lower: 0.5, upper: 0.75, valueRange: -4...4), .inTraining),
    LayerCase(RandomRotation(factor: -0.1...0.25, fillMode: .wrap), .inTraining),
    LayerCase(
      RandomTranslation(
        heightFactor: -0.25...0.5, widthFactor: 0...0.25, fillMode: .constant(0.5)), .inTraining),
    LayerCase(
      RandomZoom(heightFactor: 0.5, widthFactor: 0.25, fillMode: .nearest), .inTraining),
    LayerCase(ReLU(maxValue: 1.5, negativeSlope: 0.25, threshold: 0.125)),
    LayerCase(Rescaling(scale: 0.5, offset: -0.25)),
    LayerCase(Reshape(targetShape: [4, -1])),
    LayerCase(
      Residual {
        Conv2D(filters: 2, kernelSize: 3, padding: .same, activation: .relu)
      }, .inWeights),
    LayerCase(
      SeparableConv2D(
        filters: 3, kernelSize: 3, padding: .same, dilationRate: 2, depthMultiplier: 2,
        activation: .gelu(approximate: true), pointwiseRegularizer: .l2(0.01),
        pointwiseConstraint: .unitNorm(), biasConstraint: .maxNorm(0.5)), .inWeights),
    LayerCase(Softmax()),
    LayerCase(SpatialDropout2D(rate: 0.5), .inTraining),
    LayerCase(ZeroPadding2D(top: 1, bottom: 0, left: 2, right: 3)),
  ]

  static let optimizers: [any Optimizer] = [
    Adadelta(learningRate: 0.5, rho: 0.75, epsilon: 1e-5),
    Adagrad(learningRate: 0.1, initialAccumulatorValue: 0.25, epsilon: 1e-5),
    Adam(
      learningRate: .cosineDecay(
        from: 0.01, decaySteps: 9, alpha: 0.1, warmupTarget: 0.1, warmupSteps: 3),
      beta1: 0.8, beta2: 0.9, epsilon: 1e-5, amsgrad: true),
    AdamW(learningRate: 0.05, weightDecay: 0.1, beta1: 0.8, beta2: 0.9, epsilon: 1e-5),
    Adamax(learningRate: 0.05, beta1: 0.8, beta2: 0.9, epsilon: 1e-5),
    Lion(learningRate: .step(from: 0.05, every: 3, factor: 0.5), beta1: 0.8, beta2: 0.9),
    Muon(
      learningRate: 0.05, weightDecay: 0.1, momentum: 0.75, nesterov: false, newtonSchulzSteps: 3,
      rmsRate: nil, adamWeightDecay: 0.01, adamLearningRateRatio: 0.5, beta1: 0.8, beta2: 0.9,
      epsilon: 1e-5),
    Nadam(learningRate: 0.05, beta1: 0.8, beta2: 0.9, epsilon: 1e-5),
    RMSprop(learningRate: 0.05, rho: 0.75, momentum: 0.5, epsilon: 1e-5, centered: true),
    SGD(learningRate: .oneCycle(peak: 0.1, steps: 12), momentum: 0.5, nesterov: true),
    // Three batches a step: a checkpoint comes in the middle of one.
    Muon().weightDecay(0.1).clipnorm(0.5).ema(momentum: 0.5).gradientAccumulation(steps: 3),
    Adam(learningRate: 0.05).globalClipnorm(0.25).ema(momentum: 0.5, overwriteFrequency: 2),
    SGD(learningRate: 0.1).clipvalue(0.01),
  ]

  /// Each with what the network before it ends in.
  static let losses: [(loss: Loss, activation: ActivationFunction)] = [
    (.categoricalCrossentropy(labelSmoothing: 0.1), .linear),
    (.binaryCrossentropy(fromLogits: false, labelSmoothing: 0.2), .sigmoid),
    (.categoricalFocalCrossentropy(alpha: 0.5, gamma: 1.5, labelSmoothing: 0.1), .linear),
    (.binaryFocalCrossentropy(applyClassBalancing: true, alpha: 0.75, gamma: 1), .linear),
    (.meanSquaredError, .linear), (.meanAbsoluteError, .tanh), (.huber(delta: 0.5), .linear),
    (.klDivergence, .softmax), (.categoricalHinge, .linear),
  ]

  static let metrics: [Metric] = [
    .accuracy, .binaryAccuracy(threshold: 0.25), .topKCategoricalAccuracy(k: 2),
    .precision(threshold: 0.25, topK: 2, classID: 1), .recall(topK: 1, classID: 2),
    .recall(threshold: 0.125).named("recall_of_all"), .f1Score(average: .weighted, threshold: 0.25),
    .f1Score(average: .micro, threshold: 0.4).named("micro"),
    .auc(curve: .precisionRecall, thresholdCount: 20),
    .meanSquaredError, .meanAbsoluteError,
  ]
}
