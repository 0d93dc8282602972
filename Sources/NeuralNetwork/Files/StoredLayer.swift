/// A layer as files hold it: its type's name beside its settings, both as Keras writes them, and a
/// name or a ban on learning if it has one.
struct StoredLayer: Codable {
  let layer: any Layer

  init(_ layer: any Layer) { self.layer = layer }

  private enum CodingKeys: CodingKey { case name, trainable }

  init(from decoder: any Decoder) throws {
    let base: any Layer = try ClassName.decode(from: decoder, builtIn: Self.builtIn)
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decodeIfPresent(String.self, forKey: .name)
    let isTrainable = try container.decodeIfPresent(Bool.self, forKey: .trainable)
    layer =
      name == nil && isTrainable == nil
      ? base : CustomizedLayer(base, name: name, isTrainable: isTrainable)
  }

  func encode(to encoder: any Encoder) throws {
    try ClassName.encode(layer.uncustomized, to: encoder, builtIn: Self.builtIn)
    guard let custom = layer as? CustomizedLayer else { return }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(custom.name, forKey: .name)
    if !custom.isTrainable { try container.encode(false, forKey: .trainable) }
  }

  /// All layers of this library.
  static let builtIn: [any Layer.Type] = [
    Activation.self, Add.self, AveragePooling2D.self, BatchNormalization.self, Concatenate.self,
    Conv2D.self, Dense.self, DepthwiseConv2D.self, Dropout.self, ELU.self, Flatten.self,
    GaussianNoise.self, GlobalAveragePooling2D.self, GlobalMaxPooling2D.self, Input.self,
    LayerNormalization.self, LeakyReLU.self, MaxPooling2D.self, Normalization.self, PReLU.self,
    RandomContrast.self, RandomRotation.self, RandomTranslation.self, RandomZoom.self, ReLU.self,
    Rescaling.self, Reshape.self, Residual.self, SeparableConv2D.self, Softmax.self,
    SpatialDropout2D.self, ZeroPadding2D.self,
  ]
}
