extension LayerChoice: Codable {
  /// Reads a layer, and refuses what it does not know.
  public init(from decoder: any Decoder) throws {
    let object = try StrictObject(decoder, of: "a layer")
    let kinds = Kind.allCases.map { (name: $0.rawValue, value: $0) }
    guard let kind = try object.choice("kind", among: kinds) else {
      throw RunError.invalidSetting("Expected a “kind” in each layer.")
    }
    let parameters = kind.parameters
    try object.expect(
      only: ["kind"] + parameters.map(\.name.rawValue), in: "a layer of kind \(kind.rawValue)")
    var values: [Parameter.Name: Double] = [:]
    for parameter in parameters {
      values[parameter.name] = try object.number(
        parameter.name.rawValue, in: parameter.range, isWhole: parameter.isWhole)
    }
    self.init(kind, values)
  }

  /// Writes the layer with all its numbers.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: AnyKey.self)
    try container.encode(kind, forKey: AnyKey(stringValue: "kind"))
    for parameter in kind.parameters {
      let (key, value) = (AnyKey(stringValue: parameter.name.rawValue), values[parameter.name] ?? 0)
      if parameter.isWhole {
        try container.encode(Int(value), forKey: key)
      } else {
        try container.encode(value, forKey: key)
      }
    }
  }
}
