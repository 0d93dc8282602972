public import NeuralNetwork

extension TrainingRun {
  /// Keeps the model that the training ended with, and how it did on the test pictures in its notes.
  ///
  /// - Throws: `FileError.unwritable`.
  public func save(_ model: Sequential, test: Evaluation? = nil) throws {
    if let accuracy = test?.accuracy { model.notes["test_accuracy"] = "\(accuracy)" }
    try model.save(to: directory.model)
  }

  /// Writes `run.json`: from then on the training is concluded.
  ///
  /// - Parameters:
  ///   - model: What came of it.
  ///   - history: How it went.
  ///   - test: How the model did on the test pictures; nil if it was not asked.
  /// - Returns: What the file holds.
  /// - Throws: `FileError.unwritable`.
  @discardableResult
  public func report(
    on model: Sequential, _ history: History, test: Evaluation? = nil
  ) throws -> String {
    let text = try JSON.text(
      RunReport(settings, model, history, test: test, output: directory.path))
    try directory.write(text + "\n", to: directory.report)
    return text
  }
}
