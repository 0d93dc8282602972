internal import NeuralNetwork

extension Recipe {
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
}
