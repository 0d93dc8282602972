import Kernels

@testable import NeuralNetwork

/// Small data and networks that tests share.
enum Samples {
  /// Floats of three classes, each about a place of its own.
  static func dataset(count: Int, shape: Shape = [5], seed: UInt64 = 5) throws -> Dataset {
    let size = shape.elementCount
    let centres = RandomStream(seed: 99, purpose: .augmentation).normals(3 * size)
    let noise = RandomStream(seed: seed, purpose: .augmentation, index: 1).normals(count * size)
    let labels = (0..<count).map { ($0 * 7 + $0 / 3) % 3 }
    let values = noise.enumerated().map { i, value in
      centres[labels[i / size] * size + i % size] + value
    }
    return try Dataset(floats: values, shape: shape, labels: labels, classes: 3)
  }

  /// Two dense layers over five inputs, compiled.
  static func model(
    seed: UInt64 = 1, optimizer: any Optimizer = SGD(learningRate: 0.1), threads: Int = 2
  ) throws -> Sequential {
    let model = try Sequential(input: [5], seed: seed) {
      Dense(units: 7, activation: .relu)
      Dense(units: 3)
    }
    model.compile(optimizer: optimizer, metrics: [.accuracy], threads: threads)
    return model
  }

  /// One of everything that has a state of its own, over pictures of 4 × 3, compiled.
  static func richModel(seed: UInt64 = 1, threads: Int = 2) throws -> Sequential {
    let model = try Sequential(input: [4, 3, 1], seed: seed) {
      Conv2D(filters: 4, kernelSize: [3, 2], padding: .same, activation: .relu)
      Residual {
        Conv2D(filters: 4, kernelSize: 3, padding: .same, useBias: false)
        BatchNormalization(momentum: 0.75, epsilon: 0.01)
        Activation(.tanh)
        Dropout(rate: 0.25)
      }
      MaxPooling2D(poolSize: [3, 2], strides: [2, 1], padding: .same)
      AveragePooling2D(poolSize: [1, 2], strides: 1)
      BatchNormalization(center: false, scale: true)
      Flatten()
      Dropout(rate: 0.5)
      Dense(units: 3, kernelInitializer: .heNormal)
    }
    model.compile(
      optimizer: Adam(learningRate: 0.01, beta1: 0.8, epsilon: 1e-6), metrics: [.accuracy],
      threads: threads)
    return model
  }
}
