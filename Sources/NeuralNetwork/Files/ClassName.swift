/// Types of your own that a file may name, as Keras' `custom_objects`.
public typealias CustomObjects = [any (Codable & Sendable).Type]

/// Values of many types under one protocol, as files hold them: `{"class_name": …, "config": …}`,
/// as Keras writes them.
///
/// A file names a type; only those that this library or the reader of the file lists are made, so
/// no file can bring a type of its own to life.
enum ClassName {
  /// `class_name` in files, whose keys are all in snake case.
  private enum CodingKeys: CodingKey { case className, config }

  /// Where a decoder finds the types that the reader of a file adds.
  static let customObjects = CodingUserInfoKey(rawValue: "custom_objects")

  /// - Parameters:
  ///   - value: What the file is to hold.
  ///   - encoder: Where to.
  ///   - builtIn: Types that are known to come back as they were.
  static func encode(
    _ value: any Codable, to encoder: any Encoder, builtIn: CustomObjects
  ) throws {
    let type = type(of: value)
    if !builtIn.contains(where: { $0 == type }) { try PropertyNames.check(value) }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name(of: type), forKey: .className)
    try container.encode(value, forKey: .config)
  }

  static func decode<Value>(from decoder: any Decoder, builtIn: CustomObjects) throws -> Value {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let className = try container.decode(String.self, forKey: .className)
    let custom = customObjects.flatMap { decoder.userInfo[$0] as? CustomObjects } ?? []
    guard let type = (builtIn + custom).first(where: { name(of: $0) == className }),
      let value = try container.decode(type, forKey: .config) as? Value
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .className, in: container,
        debugDescription: "there is no “\(className)” here; types of your own go to customObjects")
    }
    return value
  }

  static func name(of type: Any.Type) -> String { String(describing: type) }

  /// The kind of an optimizer, whatever options it has.
  static func name(of optimizer: any Optimizer) -> String {
    name(of: type(of: optimizer.withoutOptions))
  }
}
