internal import Foundation

/// What a model file says beside the numbers.
///
/// Each part is a string of the file's metadata, most of them JSON.
struct ModelDescription {
  static let format = "digits-model"
  static let version = "2"
  private static let notePrefix = "note/"

  /// The network: input shape and layers, under Keras' names.
  struct Architecture: Codable {
    let input: Shape
    let layers: [StoredLayer]
  }

  /// How it was, and can be, trained.
  struct Training: Codable {
    let optimizer: StoredOptimizer
    let loss: Loss
    let metrics: [Metric]
    /// Workers that shared a batch: sums depend on it.
    let threads: Int
  }

  let architecture: Architecture
  let seed: UInt64
  let scaling: Dataset.Scaling?
  let training: Training?
  let notes: [String: String]

  /// The metadata of a file.
  var metadata: [String: String] {
    get throws {
      var metadata = ["format": Self.format, "format_version": Self.version, "seed": "\(seed)"]
      metadata["architecture"] = try Self.json(architecture)
      metadata["scaling"] = try scaling.map(Self.json)
      metadata["training"] = try training.map(Self.json)
      for (name, note) in notes { metadata[Self.notePrefix + name] = note }
      return metadata
    }
  }

  init(
    architecture: Architecture, seed: UInt64, scaling: Dataset.Scaling?, training: Training?,
    notes: [String: String]
  ) {
    self.architecture = architecture
    self.seed = seed
    self.scaling = scaling
    self.training = training
    self.notes = notes
  }

  /// Reads the metadata of a file.
  ///
  /// - Parameter customObjects: Types beside this library's own that it may name.
  init(
    _ metadata: [String: String], customObjects: CustomObjects = []
  ) throws(Safetensors.Defect) {
    guard metadata["format"] == Self.format else {
      throw .init(what: "it holds arrays, but does not say which network they belong to")
    }
    guard metadata["format_version"] == Self.version else {
      throw .init(
        what: "its format has version \(metadata["format_version"] ?? "none"); "
          + "this program reads version \(Self.version)")
    }
    guard
      let architecture: Architecture = try Self.value(
        "architecture", in: metadata, customObjects)
    else {
      throw .init(what: "it does not say which layers it has")
    }
    self.architecture = architecture
    guard let seed = metadata["seed"].flatMap(UInt64.init) else {
      throw .init(what: "it does not say which seed its random numbers come from")
    }
    self.seed = seed
    scaling = try Self.value("scaling", in: metadata)
    training = try Self.value("training", in: metadata, customObjects)
    notes = metadata.reduce(into: [:]) { notes, entry in
      guard entry.key.hasPrefix(Self.notePrefix) else { return }
      notes[String(entry.key.dropFirst(Self.notePrefix.count))] = entry.value
    }
  }

  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // A diverged training has losses that JSON has no numbers for.
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func value<Value: Decodable>(
    _ key: String, in metadata: [String: String], _ customObjects: CustomObjects = []
  ) throws(Safetensors.Defect) -> Value? {
    guard let json = metadata[key] else { return nil }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    if let key = ClassName.customObjects { decoder.userInfo[key] = customObjects }
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      return try decoder.decode(Value.self, from: Data(json.utf8))
    } catch DecodingError.dataCorrupted(let context) {
      throw .init(what: "its \(key) cannot be understood: \(context.debugDescription)")
    } catch {
      throw .init(what: "its \(key) cannot be understood")
    }
  }
}
