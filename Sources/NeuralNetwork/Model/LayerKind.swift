/// A layer as files hold it: its type's name beside its settings, both as Keras writes them.
struct LayerKind: Codable {
  let layer: any Layer

  init(_ layer: any Layer) { self.layer = layer }

  /// All layers that a file may name.
  private static let all: [any Layer.Type] = [
    Activation.self, AveragePooling2D.self, BatchNormalization.self, Conv2D.self, Dense.self,
    Dropout.self, Flatten.self, GlobalAveragePooling2D.self, MaxPooling2D.self, Residual.self,
  ]

  /// `class_name` in files, whose keys are all in snake case.
  private enum CodingKeys: CodingKey { case className, config }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decode(String.self, forKey: .className)
    guard let type = Self.all.first(where: { String(describing: $0) == name }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .className, in: container, debugDescription: "there is no layer “\(name)”")
    }
    layer = try container.decode(type, forKey: .config)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    guard Self.all.contains(where: { $0 == type(of: layer) }) else {
      throw ModelError.notStorable(layer.kind)
    }
    try container.encode(layer.kind, forKey: .className)
    try container.encode(layer, forKey: .config)
  }
}
