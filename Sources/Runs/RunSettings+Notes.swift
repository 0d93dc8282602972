internal import DigitReader
internal import Foundation
public import NeuralNetwork
internal import Recipes

/// Settings in a model's notes.
extension RunSettings {
  private static let note = "run"
  private static let changes = "augmentations"

  /// What happens to training pictures, as the recipe of today has it.
  private var changes: String {
    get throws(RunError) {
      let recipe = try knownRecipe
      return "\(recipe.augmentations), the last \(recipe.plainEpochs) epochs plain"
    }
  }

  /// A model was trained on pictures that changed as they would today, as far as it says.
  ///
  /// - Throws: ``RunError/unknownRecipe(_:)``.
  public func changesPictures(as model: Sequential) throws(RunError) -> Bool {
    guard let noted = model.notes[Self.changes] else { return true }
    let changes = try changes
    return noted == changes
  }

  /// The settings that a model was trained with, if its file tells.
  public init?(of model: Sequential) {
    guard let json = model.notes[Self.note],
      let settings = try? JSONDecoder().decode(Self.self, from: Data(json.utf8)),
      settings.areReasonable
    else { return nil }
    self = settings
  }

  /// Samples in a step at most: far more than any data set here has.
  public static let largestBatch = 1 << 24

  /// A file may say anything: nobody trained like this.
  private var areReasonable: Bool {
    (1...1_000_000).contains(epochs) && (1...Self.largestBatch).contains(batchSize)
      && (1...256).contains(threads)
      && (tuning.map { (0...10_000).contains($0.copies) && (0...60_000).contains($0.digits) }
        ?? true)
  }

  /// Writes the settings into the model's notes.
  ///
  /// - Throws: ``RunError/unknownRecipe(_:)``.
  public func note(in model: Sequential) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    model.notes[Self.note] = String(decoding: try encoder.encode(self), as: UTF8.self)
    model.notes["labels"] = dataset.classNames.joined(separator: ",")
    model.notes[Self.changes] = try changes
    if dataset == .mnist { Preparation.note(in: model) }
  }
}
