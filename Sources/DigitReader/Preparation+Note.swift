public import NeuralNetwork

extension Preparation {
  private static let note = "preparation"

  /// Writes into a model's notes, for files to keep, that it learnt from pictures prepared like these.
  public static func note(in model: Sequential) {
    model.notes[note] = "\(version)"
  }

  /// Checks that a network learnt from pictures prepared like these, as far as its notes tell.
  ///
  /// - Throws: `ModelError.invalidArgument` if they name another version.
  public static func check(_ model: Sequential) throws(ModelError) {
    guard let noted = model.notes[note], noted != "\(version)" else { return }
    throw .invalidArgument(
      "Expected a network that learnt from pictures prepared as version \(version) does; this one "
        + "learnt from version \(noted.prefix(20)): train it anew, or use the program that made it."
    )
  }
}
