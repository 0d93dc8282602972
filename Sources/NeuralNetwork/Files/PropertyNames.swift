internal import Foundation

/// The names of a value's properties, which files have in snake case.
///
/// Not every name comes back out of it: `maxLR` is read as `maxLr`, and `beta_1` as `beta1`. What was
/// saved under such a name could not be read again.
enum PropertyNames {
  /// - Throws: ``ModelError/invalidArgument(_:)`` if a property of a value would get another name.
  static func check(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let written = try JSONSerialization.jsonObject(
      with: encoder.encode(value), options: .fragmentsAllowed)
    for name in (written as? [String: Any] ?? [:]).keys.sorted() {
      let read: OneName? = try ModelDescription.value(
        name, in: [name: ModelDescription.json(OneName(text: name))])
      guard let read, read.text != name else { continue }
      throw ModelError.invalidArgument(
        "\(type(of: value)) has a property “\(name)”, which a file would give back as "
          + "“\(read.text)”: name it so, or in its CodingKeys.")
    }
  }

  /// An object with one property of any name.
  private struct OneName: Codable {
    let text: String

    init(text: String) { self.text = text }

    private struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      text = try decoder.container(keyedBy: Key.self).allKeys.first?.stringValue ?? ""
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(true, forKey: Key(stringValue: text))
    }
  }
}
