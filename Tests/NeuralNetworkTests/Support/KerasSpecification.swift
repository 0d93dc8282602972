import Kernels

@testable import NeuralNetwork

/// A layer, loss or optimizer as the golden files name it: a class with the arguments that differ from Keras' defaults.
struct KerasSpecification: Decodable {
  let className: String
  let config: Config

  enum CodingKeys: String, CodingKey {
    case className = "class_name"
    case config
  }

  /// The arguments of all classes together.
  ///
  /// An argument that is not listed fails, or its value would be lost.
  struct Config: Decodable {
    var activation: ActivationFunction?
    var units, filters: Int?
    var kernelSize, strides, poolSize: Size?
    var padding: String?
    var useBias, center, scale, nesterov, fromLogits: Bool?
    var momentum, epsilon, learningRate, beta1, beta2: Float?

    enum CodingKeys: String, CodingKey, CaseIterable {
      case activation, units, filters, strides, padding, center, scale, nesterov, momentum, epsilon
      case kernelSize = "kernel_size"
      case poolSize = "pool_size"
      case useBias = "use_bias"
      case fromLogits = "from_logits"
      case learningRate = "learning_rate"
      case beta1 = "beta_1"
      case beta2 = "beta_2"
    }
  }

  /// One number for rows and columns, or two.
  struct Size: Decodable {
    let size: Size2D

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let both = try? container.decode(Int.self) {
        size = Size2D(rows: both, columns: both)
      } else {
        size = try container.decode(Size2D.self)
      }
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    className = try container.decode(String.self, forKey: .className)
    config = try container.decode(Config.self, forKey: .config)
    let given = try container.decode([String: Ignored].self, forKey: .config).keys
    let known = Set(Config.CodingKeys.allCases.map(\.rawValue))
    for key in given where !known.contains(key) { throw Unknown(what: "\(className).\(key)") }
  }

  private struct Ignored: Decodable {
    init(from decoder: any Decoder) {}
  }

  /// A class or argument for which there is nothing in Swift.
  struct Unknown: Error {
    let what: String
  }

  /// The layer in Swift.
  func layer() throws -> any Layer {
    let strides = config.strides?.size
    let padding: Padding = config.padding == "same" ? .same : .valid
    switch className {
    case "Activation": return Activation(config.activation ?? .linear)
    case "AveragePooling2D":
      return AveragePooling2D(
        poolSize: config.poolSize?.size ?? 2, strides: strides, padding: padding)
    case "BatchNormalization":
      return BatchNormalization(
        momentum: config.momentum ?? 0.99, epsilon: config.epsilon ?? 0.001,
        center: config.center ?? true, scale: config.scale ?? true)
    case "Conv2D":
      return Conv2D(
        filters: config.filters ?? 0, kernelSize: config.kernelSize?.size ?? 0,
        strides: strides ?? 1, padding: padding, activation: config.activation ?? .linear,
        useBias: config.useBias ?? true)
    case "Dense":
      return Dense(units: config.units ?? 0, activation: config.activation ?? .linear)
    case "Flatten": return Flatten()
    case "GlobalAveragePooling2D": return GlobalAveragePooling2D()
    case "MaxPooling2D":
      return MaxPooling2D(poolSize: config.poolSize?.size ?? 2, strides: strides, padding: padding)
    case "Residual":
      let (filters, size) = (config.filters ?? 0, config.kernelSize?.size ?? 0)
      return Residual {
        Conv2D(filters: filters, kernelSize: size, padding: .same, activation: .relu)
        Conv2D(filters: filters, kernelSize: size, padding: .same)
      }
    default: throw Unknown(what: className)
    }
  }

  /// The optimizer in Swift.
  func optimizer() throws -> any Optimizer {
    switch className {
    case "Adam":
      return Adam(
        learningRate: config.learningRate ?? 0.001, beta1: config.beta1 ?? 0.9,
        beta2: config.beta2 ?? 0.999, epsilon: config.epsilon ?? 1e-7)
    case "SGD":
      return SGD(
        learningRate: config.learningRate ?? 0.01, momentum: config.momentum ?? 0,
        nesterov: config.nesterov ?? false)
    default: throw Unknown(what: className)
    }
  }
}
