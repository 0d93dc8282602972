internal import NeuralNetwork

extension Recipe {
  /// All recipes, from the plainest to the most accurate.
  public static let all = [
    dense, denseAugmented, tiny, fast, lenet5, convnet, best, ensemble,
  ]

  /// One hidden layer of 128 units: TensorFlow's quickstart for beginners.
  public static let dense = Recipe(
    name: "dense", summary: "784-128-10, one hidden layer", batchSize: 32, epochs: 5
  ) { classes, activation in
    Flatten()
    Dense(units: 128, activation: activation)
    Dropout(rate: 0.2)
    Dense(units: classes)
  }

  /// LeNet-5, with today's ReLU, softmax and Adam in place of scaled tanh, radial basis functions
  /// and second-order descent, and every map of the third layer joined to every map of the second.
  ///
  /// LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition",
  /// Proceedings of the IEEE 86(11), 1998.
  public static let lenet5 = Recipe(
    name: "lenet5", summary: "LeNet-5 of 1998, two small convolutions", batchSize: 128, epochs: 10
  ) { classes, activation in
    Conv2D(filters: 6, kernelSize: 5, padding: .same, activation: activation)
    AveragePooling2D()
    Conv2D(filters: 16, kernelSize: 5, activation: activation)
    AveragePooling2D()
    Flatten()
    Dense(units: 120, activation: activation)
    Dense(units: 84, activation: activation)
    Dense(units: classes)
  }

  /// Keras' own example, `mnist_convnet`: 99 % on unseen digits.
  public static let convnet = Recipe(
    name: "convnet", summary: "Keras' example, two convolutions of 32 and 64 filters",
    batchSize: 128, epochs: 12
  ) { classes, activation in
    Conv2D(filters: 32, kernelSize: 3, activation: activation)
    MaxPooling2D()
    Conv2D(filters: 64, kernelSize: 3, activation: activation)
    MaxPooling2D()
    Flatten()
    Dropout(rate: 0.5)
    Dense(units: classes)
  }

  /// Two wide hidden layers that see every digit turned, slanted, scaled, moved and bent: how far a
  /// plain dense network goes.
  ///
  /// After Cireşan et al. 2010, whose five hidden layers with twelve million weights came to 99.65 %.
  public static let denseAugmented = Recipe(
    name: "dense-augmented", summary: "784-1024-1024-10, on digits bent anew in every epoch",
    batchSize: 128, epochs: 60,
    augmentations: [
      Warp(
        rotation: 12, shear: 8, scale: 0.12, shift: 1.5,
        elastic: Warp.Elastic(alpha: 36, sigma: 5, probability: 0.7))
    ],
    optimizer: { AdamW(learningRate: .warmCosine(peak: 0.001, steps: $0), weightDecay: 0.01) }
  ) { classes, activation in
    Flatten()
    Dense(units: 1024, activation: activation)
    Dropout(rate: 0.2)
    Dense(units: 1024, activation: activation)
    Dropout(rate: 0.2)
    Dense(units: classes)
  }

  /// 99 % in a few seconds: three epochs in large batches, of digits changed a little, with a learning
  /// rate that rises and falls once.
  ///
  /// The network and the optimizer are those of Tuomas Oikarinen's `train_mnist_fast`, which takes one
  /// epoch of digits as they are; pooling before the activation spares three quarters of that.
  public static let fast = Recipe(
    name: "fast", summary: "two convolutions, three epochs, the learning rate up and down once",
    batchSize: 256, epochs: 3,
    augmentations: [Warp(rotation: 6, shear: 5, scale: 0.08, shift: 1)],
    optimizer: { Adam(learningRate: .oneCycle(peak: 0.01, steps: $0), beta1: 0.7, beta2: 0.9) }
  ) { classes, activation in
    Conv2D(filters: 24, kernelSize: 5)
    MaxPooling2D()
    Activation(activation)
    Conv2D(filters: 32, kernelSize: 3)
    MaxPooling2D()
    Activation(activation)
    Flatten()
    Dense(units: 256, activation: activation)
    Dense(units: classes)
  }

  /// At most 9,000 weights.
  public static let tiny = Recipe(
    name: "tiny", summary: "five convolutions of 8 and 16 filters, 8,858 weights",
    batchSize: 128, epochs: 40,
    augmentations: [Warp(rotation: 8, shear: 5, scale: 0.1, shift: 1)],
    optimizer: { AdamW(learningRate: .warmCosine(peak: 0.008, steps: $0), weightDecay: 0.001) }
  ) { classes, activation in
    Conv2D(filters: 8, kernelSize: 3, activation: activation)
    Conv2D(filters: 16, kernelSize: 3, activation: activation)
    MaxPooling2D()
    Conv2D(filters: 16, kernelSize: 3, padding: .same, activation: activation)
    Conv2D(filters: 16, kernelSize: 3, padding: .same, activation: activation)
    MaxPooling2D()
    Conv2D(filters: 16, kernelSize: 3, activation: activation)
    MaxPooling2D()
    Flatten()
    Dense(units: classes)
  }

  /// As accurate as one network gets here, and hard to confuse: it also learns from digits with noise,
  /// lines, blur, strange light, inverted edges, and outlines, and ends on digits as they are.
  public static let best = Recipe(
    name: "best", summary: "five convolutions of 48 to 192 filters, on digits changed in many ways",
    batchSize: 128, epochs: 50, augmentations: changes,
    plainEpochs: 6,
    optimizer: { AdamW(learningRate: .warmCosine(peak: 0.003, steps: $0), weightDecay: 0.01) }
  ) { classes, activation in
    Conv2D(filters: 48, kernelSize: 5, activation: activation)
    MaxPooling2D()
    BatchNormalization()
    Conv2D(filters: 96, kernelSize: 3, activation: activation)
    BatchNormalization()
    Conv2D(filters: 96, kernelSize: 3, activation: activation)
    MaxPooling2D()
    BatchNormalization()
    // Pictures of 4 × 4 from here on, one tile of Winograd's method each.
    Conv2D(filters: 192, kernelSize: 3, padding: .same, activation: activation)
    BatchNormalization()
    Conv2D(filters: 192, kernelSize: 3, padding: .same, activation: activation)
    MaxPooling2D()
    BatchNormalization()
    Flatten()
    Dropout(rate: 0.3)
    Dense(units: classes)
  }

  /// Five of ``best``, asked together.
  public static let ensemble = Recipe(
    name: "ensemble", summary: "five of best, each from another seed, asked together",
    batchSize: best.batchSize, epochs: best.epochs, members: 5, augmentations: best.augmentations,
    plainEpochs: best.plainEpochs, optimizer: best.optimizer, layers: best.layers)

  /// Every picture is warped; one in twenty-five meets each kind of damage, one in sixteen lines.
  private static let changes: [any Augmentation] = [
    Warp(rotation: 15, shear: 10, scale: 0.2, shift: 2.5, elastic: Warp.Elastic()),
    StrokeWidth(thicker: 0, thinner: 0, outlined: 0.04),
    Scratches(probability: 0.06),
    Blur(probability: 0.04),
    Lighting(probability: 0.04),
    Inversion(probability: 0.04),
    Noise(probability: 0.04),
  ]
}

extension LearningRate {
  /// Up to the peak in the first tenth of the steps, then down to 0 along a cosine.
  fileprivate static func warmCosine(peak: Float, steps: Int) -> LearningRate {
    .cosineDecay(
      from: peak / 25, decaySteps: steps - steps / 10, warmupTarget: peak, warmupSteps: steps / 10)
  }
}
