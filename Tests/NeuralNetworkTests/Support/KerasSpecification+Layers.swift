@testable import NeuralNetwork

extension KerasSpecification {
  /// The layer in Swift.
  func layer() throws -> any Layer {
    try make { config in
      let layer = try layer(config)
      return config["trainable"]?.bool == false ? layer.trainable(false) : layer
    }
  }

  private func layer(_ config: Config) throws -> any Layer {
    if let layer = try pooling(config) ?? convolution(config) ?? function(config) { return layer }
    switch className {
    case "BatchNormalization":
      return BatchNormalization(
        momentum: config.float("momentum", 0.99), epsilon: config.float("epsilon", 0.001),
        center: config.bool("center", true), scale: config.bool("scale", true))
    case "Dense":
      return Dense(
        units: config.int("units", 0), activation: try activation(config),
        kernelRegularizer: try config["kernel_regularizer"]?.object?.regularizer(),
        biasRegularizer: try config["bias_regularizer"]?.object?.regularizer(),
        kernelConstraint: try config["kernel_constraint"]?.object?.constraint())
    case "Flatten": return Flatten()
    case "LayerNormalization":
      return LayerNormalization(
        epsilon: config.float("epsilon", 0.001), center: config.bool("center", true),
        scale: config.bool("scale", true))
    case "Normalization":
      func list(_ name: String) -> [Float] {
        config[name]?.list?.compactMap(\.number).map { Float($0) } ?? []
      }
      return Normalization(mean: list("mean"), variance: list("variance"))
    case "Rescaling":
      return Rescaling(scale: config.float("scale", 1), offset: config.float("offset", 0))
    case "Reshape":
      let axes = config["target_shape"]?.list?.compactMap(\.number).map { Int($0) } ?? []
      return Reshape(targetShape: Shape(axes))
    case "ZeroPadding2D": return padding(config)
    case "Residual":
      let (filters, size) = (config.int("filters", 0), config.size("kernel_size") ?? 1)
      return Residual {
        Conv2D(filters: filters, kernelSize: size, padding: .same, activation: .relu)
        Conv2D(filters: filters, kernelSize: size, padding: .same)
      }
    case "Concatenate":
      return Concatenate {
        Conv2D(filters: 4, kernelSize: 3, padding: .same, activation: .relu)
        MaxPooling2D(poolSize: 3, strides: 1, padding: .same)
        Conv2D(filters: 2, kernelSize: 1)
      }
    case "Add":
      return Add {
        Dense(units: 5)
        Dense(units: 5, activation: .tanh)
      }
    default: throw Unknown(what: className)
    }
  }

  private func padding(_ config: Config) -> ZeroPadding2D {
    let sides = config["padding"]?.list?.compactMap {
      $0.list?.compactMap(\.number).map { Int($0) }
    }
    guard let sides, sides.count == 2 else {
      return ZeroPadding2D(padding: config.size("padding") ?? 1)
    }
    return ZeroPadding2D(
      top: sides[0][0], bottom: sides[0][1], left: sides[1][0], right: sides[1][1])
  }

  private func pooling(_ config: Config) throws -> (any Layer)? {
    let size = config.size("pool_size") ?? 2
    let (strides, padding) = (config.size("strides"), try edge(config))
    return switch className {
    case "AveragePooling2D": AveragePooling2D(poolSize: size, strides: strides, padding: padding)
    case "MaxPooling2D": MaxPooling2D(poolSize: size, strides: strides, padding: padding)
    case "GlobalAveragePooling2D": GlobalAveragePooling2D()
    case "GlobalMaxPooling2D": GlobalMaxPooling2D()
    default: nil
    }
  }

  private func convolution(_ config: Config) throws -> (any Layer)? {
    guard className.hasSuffix("Conv2D") else { return nil }
    let (size, strides) = (config.size("kernel_size") ?? 1, config.size("strides") ?? 1)
    let (padding, dilation) = (try edge(config), config.size("dilation_rate") ?? 1)
    let (activation, useBias) = (try activation(config), config.bool("use_bias", true))
    return switch className {
    case "Conv2D":
      Conv2D(
        filters: config.int("filters", 0), kernelSize: size, strides: strides, padding: padding,
        dilationRate: dilation, groups: config.int("groups", 1), activation: activation,
        useBias: useBias)
    case "DepthwiseConv2D":
      DepthwiseConv2D(
        kernelSize: size, strides: strides, padding: padding,
        depthMultiplier: config.int("depth_multiplier", 1), dilationRate: dilation,
        activation: activation, useBias: useBias)
    default:
      SeparableConv2D(
        filters: config.int("filters", 0), kernelSize: size, strides: strides, padding: padding,
        dilationRate: dilation, depthMultiplier: config.int("depth_multiplier", 1),
        activation: activation, useBias: useBias)
    }
  }

  private func function(_ config: Config) throws -> (any Layer)? {
    switch className {
    case "Activation": return Activation(try activation(config))
    case "ELU": return ELU(alpha: config.float("alpha", 1))
    case "LeakyReLU": return LeakyReLU(negativeSlope: config.float("negative_slope", 0.3))
    case "ReLU":
      return ReLU(
        maxValue: config["max_value"]?.number.map { Float($0) },
        negativeSlope: config.float("negative_slope", 0), threshold: config.float("threshold", 0))
    case "PReLU":
      return PReLU(
        sharedAxes: config["shared_axes"]?.list?.compactMap(\.number).map { Int($0) } ?? [])
    case "Softmax": return Softmax()
    default: return nil
    }
  }

  private func activation(_ config: Config) throws -> ActivationFunction {
    guard let name = config.text("activation") else { return .linear }
    guard let function = ActivationFunction(name: name) else { throw Unknown(what: name) }
    return function
  }

  private func edge(_ config: Config) throws -> Padding {
    // Zero padding's argument of this name is something else.
    guard className != "ZeroPadding2D", let name = config.text("padding") else { return .valid }
    guard let padding = Padding(rawValue: name) else { throw Unknown(what: name) }
    return padding
  }

  /// The regularizer in Swift.
  func regularizer() throws -> Regularizer {
    try make { config in
      switch className {
      case "L1": .l1(config.float("l1", 0.01))
      case "L2": .l2(config.float("l2", 0.01))
      case "L1L2": .l1l2(l1: config.float("l1", 0), l2: config.float("l2", 0))
      default: throw Unknown(what: className)
      }
    }
  }

  /// The constraint in Swift.
  func constraint() throws -> Constraint {
    try make { config in
      let axes = config["axis"].flatMap { axis in
        axis.list?.compactMap(\.number).map { Int($0) } ?? axis.number.map { [Int($0)] }
      }
      return switch className {
      case "MaxNorm": .maxNorm(config.float("max_value", 2), axes: axes)
      case "UnitNorm": .unitNorm(axes: axes)
      case "NonNeg": .nonNegative
      default: throw Unknown(what: className)
      }
    }
  }

  /// The function in Swift.
  func activationFunction() throws -> ActivationFunction {
    try make { config in
      switch className {
      case "relu" where config["max_value"] != nil:
        return .clippedReLU(
          negativeSlope: config.float("negative_slope", 0), maxValue: config.float("max_value", 0),
          threshold: config.float("threshold", 0))
      case "leaky_relu": return .leakyReLU(negativeSlope: config.float("negative_slope", 0.2))
      case "elu": return .elu(alpha: config.float("alpha", 1))
      case "celu": return .celu(alpha: config.float("alpha", 1))
      case "squareplus": return .squareplus(b: config.float("b", 4))
      case "soft_shrink": return .softShrink(threshold: config.float("threshold", 0.5))
      case "hard_shrink": return .hardShrink(threshold: config.float("threshold", 0.5))
      case "gelu": return .gelu(approximate: config.bool("approximate", false))
      case "threshold":
        return .threshold(
          config.float("threshold", 0), defaultValue: config.float("default_value", 0))
      default:
        guard let function = ActivationFunction(name: className) else {
          throw Unknown(what: className)
        }
        return function
      }
    }
  }
}
