public import MNIST
public import NeuralNetwork
internal import Recipes

extension TrainingRun {
  /// Begins to fine-tune a network in a directory that holds no run.
  ///
  /// - Parameters:
  ///   - model: The network, which is trained on itself: it should be a copy.
  ///   - name: What it is called.
  ///   - drawings: What to fit it to; the run keeps them.
  ///   - epochs: Times through the drawings.
  ///   - threads: Workers that share each step.
  ///   - directory: Where the run is kept.
  ///   - dataset: Where the digits among the drawings come from.
  ///   - data: Those digits, and what to measure on.
  /// - Throws: `ModelError` if it is no network for digits, or `FileError`.
  public init(
    tuning model: Sequential, named name: String, on drawings: OwnDrawings, epochs: Int,
    threads: Int, in directory: RunDirectory, _ dataset: DatasetChoice, _ data: MNIST
  ) throws {
    let scaling = model.scaling ?? .unitInterval
    guard model.outputShape == [data.test.classes] else {
      throw ModelError.outputMismatch(output: model.outputShape, classes: data.test.classes)
    }
    let before = RunSettings(of: model)
    model.compile(
      optimizer: Adam(learningRate: .constant(FineTuning.learningRate)), metrics: [.accuracy],
      threads: threads)
    let tuning = FineTuning(
      of: name, drawings: drawings.count, digits: data.train.count,
      accuracyBefore: try model.evaluate(drawings.dataset(scaling: scaling)).accuracy ?? 0)
    var settings = RunSettings(
      recipe: tuning.recipe(for: before?.recipe ?? Recipe.customName), dataset: dataset,
      validation: .fraction(0), epochs: epochs, batchSize: 64,
      activation: before?.activation ?? .relu, optimizer: .adam,
      learningRate: FineTuning.learningRate, seed: model.seed, threads: threads)
    settings.layers = before?.layers
    settings.tuning = tuning
    model.notes["test_accuracy"] = nil
    try settings.note(in: model)
    let start = Checkpoint(model, history: History())
    let samples = try Self.samples(drawings, settings, tuning, start, data)
    guard !directory.isTaken else { throw RunError.taken(directory: directory.path) }
    // Before the checkpoint: a run that could go on has its drawings.
    try AtomicFile.makeDirectory(directory.path)
    try drawings.write(to: directory.drawings)
    try directory.create(start)
    self.init(
      settings: settings, directory: directory, start: start, data: (samples, nil),
      test: data.test, drawings: drawings)
  }

  /// What to learn from, changed as the run's recipe says.
  static func samples(
    _ drawings: OwnDrawings, _ settings: RunSettings, _ tuning: FineTuning, _ start: Checkpoint,
    _ data: MNIST
  ) throws -> Dataset {
    let samples = try tuning.samples(
      drawings, among: data.train, scaling: start.model.scaling ?? .unitInterval)
    return try settings.knownRecipe.training(on: samples, epochs: settings.epochs)
  }

  /// How many of the drawings the network has right by now; nil where there are none.
  ///
  /// - Throws: `ModelError` if it cannot be asked.
  public func accuracyOnDrawings(of model: Sequential) throws -> Double? {
    try drawings.map {
      try model.evaluate($0.dataset(scaling: model.scaling ?? .unitInterval)).accuracy ?? 0
    }
  }
}
