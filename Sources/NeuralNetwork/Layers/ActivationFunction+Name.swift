extension ActivationFunction: Codable {
  /// Keras' name for the function, such as `leaky_relu`.
  public var name: String {
    switch self {
    case .linear: "linear"
    case .relu: "relu"
    case .clippedReLU: "clipped_relu"
    case .leakyReLU: "leaky_relu"
    case .relu6: "relu6"
    case .elu: "elu"
    case .celu: "celu"
    case .selu: "selu"
    case .softplus: "softplus"
    case .softsign: "softsign"
    case .squareplus: "squareplus"
    case .softShrink: "soft_shrink"
    case .hardShrink: "hard_shrink"
    case .tanhShrink: "tanh_shrink"
    case .sparsePlus: "sparse_plus"
    case .sparseSigmoid: "sparse_sigmoid"
    case .silu: "silu"
    case .gelu: "gelu"
    case .glu: "glu"
    case .tanh: "tanh"
    case .threshold: "threshold"
    case .sigmoid: "sigmoid"
    case .exponential: "exponential"
    case .hardSigmoid: "hard_sigmoid"
    case .hardSiLU: "hard_silu"
    case .hardTanh: "hard_tanh"
    case .mish: "mish"
    case .logSigmoid: "log_sigmoid"
    case .softmax: "softmax"
    case .logSoftmax: "log_softmax"
    case .sparsemax: "sparsemax"
    }
  }

  /// The function of Keras' name, with its parameters at their defaults; nil if there is none.
  public init?(name: String) {
    guard let function = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = function
  }

  /// What files hold beside the name.
  private var parameters: [Float?] {
    switch self {
    case .clippedReLU(let slope, let largest, let threshold): [slope, largest, threshold]
    case .leakyReLU(let value), .elu(let value), .celu(let value), .squareplus(let value),
      .softShrink(let value), .hardShrink(let value):
      [value]
    case .gelu(let approximate): [approximate ? 1 : 0]
    case .threshold(let threshold, let value): [threshold, value]
    default: []
    }
  }

  private init?(name: String, parameters: [Float?]) {
    func value(_ index: Int) -> Float { parameters[index] ?? 0 }
    switch (name, parameters.count) {
    case ("clipped_relu", 3):
      self = .clippedReLU(
        negativeSlope: value(0), maxValue: parameters[1], threshold: value(2))
    case ("leaky_relu", 1): self = .leakyReLU(negativeSlope: value(0))
    case ("elu", 1): self = .elu(alpha: value(0))
    case ("celu", 1): self = .celu(alpha: value(0))
    case ("squareplus", 1): self = .squareplus(b: value(0))
    case ("soft_shrink", 1): self = .softShrink(threshold: value(0))
    case ("hard_shrink", 1): self = .hardShrink(threshold: value(0))
    case ("gelu", 1): self = .gelu(approximate: value(0) != 0)
    case ("threshold", 2): self = .threshold(value(0), defaultValue: value(1))
    case (_, 0): self.init(name: name)
    default: return nil
    }
  }

  /// Reads `"relu"`, or `["leaky_relu", 0.1]` where there are parameters.
  public init(from decoder: any Decoder) throws {
    var (name, parameters) = ("", [Float?]())
    if var list = try? decoder.unkeyedContainer() {
      name = try list.decode(String.self)
      while !list.isAtEnd { parameters.append(try list.decode(Float?.self)) }
    } else {
      name = try decoder.singleValueContainer().decode(String.self)
    }
    guard let function = Self(name: name, parameters: parameters) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "there is no activation “\(name)” of \(parameters.count) parameters"))
    }
    self = function
  }

  /// Writes the name, and the parameters where there are any.
  public func encode(to encoder: any Encoder) throws {
    guard !parameters.isEmpty else {
      var container = encoder.singleValueContainer()
      return try container.encode(name)
    }
    var container = encoder.unkeyedContainer()
    try container.encode(name)
    for parameter in parameters { try container.encode(parameter) }
  }
}
