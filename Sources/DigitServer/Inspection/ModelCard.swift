internal import DigitReader
internal import Foundation
internal import NeuralNetwork

/// What is known of a loaded model: one of those in the answer to `GET /v1/models`.
struct ModelCard: Equatable, Sendable {
  /// What it is asked for by.
  var name: String
  /// Which version of it, counted from 1.
  var version: Int
  /// It answers where no name is given.
  var isDefault: Bool
  /// Where it came from, such as the path of its file.
  var source: String
  /// When it was loaded.
  var loadedAt: Date
  /// Number of values in its variables.
  let parameters: Int
  /// The recipe and the data set that it was trained by, if its notes tell.
  let recipe, dataset: String?
  /// Share of test digits that it takes for what they are, if its notes tell, or somebody measured it.
  var testAccuracy: Double?
  /// How its outputs become confidences, and from where on a picture is a digit; nil if it was not
  /// calibrated.
  let temperature, leastFamiliarity: Double?
  /// Shape of a picture.
  let inputShape: [Int]
  /// Its layers, in order.
  let layers: [Layer]
  /// Its notes as they are.
  let notes: [String: String]

  /// One layer.
  struct Layer: Encodable, Equatable, Sendable {
    /// Name and type, as `digits summary` prints them.
    let name, kind: String
    /// Shape of its output for one picture.
    let outputShape: [Int]
    /// Number of values in its variables.
    let parameters: Int

    private enum CodingKeys: String, CodingKey {
      case name, kind
      case outputShape = "output_shape"
      case parameters
    }
  }
}

extension ModelCard {
  /// The card of a model.
  ///
  /// Notes that cannot be read count as unknown.
  init(
    of model: Sequential, name: String, version: Int, isDefault: Bool, source: String,
    loadedAt: Date
  ) {
    let run = model.notes["run"].flatMap {
      try? JSONDecoder().decode(Run.self, from: Data($0.utf8))
    }
    let calibration = try? DigitClassifier.Calibration(notedIn: model)
    self.init(
      name: name, version: version, isDefault: isDefault, source: source, loadedAt: loadedAt,
      parameters: model.parameterCount, recipe: run?.recipe, dataset: run?.dataset,
      testAccuracy: model.notes["test_accuracy"].flatMap(Double.init)
        .flatMap { (0...1).contains($0) ? $0 : nil },
      temperature: calibration?.temperature, leastFamiliarity: calibration?.leastFamiliarity,
      inputShape: model.inputShape.axes, layers: model.layerSummaries.map(Layer.init),
      notes: model.notes)
  }

  /// What the note of `digits train` tells about a model.
  private struct Run: Decodable {
    let recipe, dataset: String?
  }
}

extension ModelCard.Layer {
  fileprivate init(_ summary: LayerSummary) {
    self.init(
      name: summary.name, kind: summary.kind, outputShape: summary.outputShape.axes,
      parameters: summary.parameterCount)
  }
}

extension ModelCard: Encodable {
  private enum CodingKeys: String, CodingKey {
    case name, version
    case isDefault = "is_default"
    case parameters, recipe, dataset
    case testAccuracy = "test_accuracy"
    case temperature
    case leastFamiliarity = "least_familiarity"
    case inputShape = "input_shape"
    case source
    case loadedAt = "loaded_at"
    case layers, notes
  }

  /// Writes every key: null for what is not known, the time as ISO 8601 has it.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(version, forKey: .version)
    try container.encode(isDefault, forKey: .isDefault)
    try container.encode(parameters, forKey: .parameters)
    try container.encode(recipe, forKey: .recipe)
    try container.encode(dataset, forKey: .dataset)
    try container.encode(testAccuracy, forKey: .testAccuracy)
    try container.encode(temperature, forKey: .temperature)
    try container.encode(leastFamiliarity, forKey: .leastFamiliarity)
    try container.encode(inputShape, forKey: .inputShape)
    try container.encode(source, forKey: .source)
    try container.encode(loadedAt.formatted(.iso8601), forKey: .loadedAt)
    try container.encode(layers, forKey: .layers)
    try container.encode(notes, forKey: .notes)
  }
}
