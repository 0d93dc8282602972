import Testing

@testable import NeuralNetwork

/// Whole training runs against Keras, from the same weights and without shuffling.
@Suite struct KerasTrainingTests {
  /// Twenty steps of Adam through convolution, pooling and batch normalization.
  @Test(arguments: [1, 2, 3])
  func convnet(threads: Int) throws {
    try expectSteps(Run("training_convnet", threads: threads))
  }

  /// Batches of 7 of 40 samples: the smaller last one counts less in the epoch's means.
  @Test(arguments: [1, 2, 3])
  func dense(threads: Int) throws {
    try expectHistory(Run("training_dense", threads: threads))
  }

  /// Penalties are part of the reported losses, of the validation's too, and a constraint follows
  /// every step.
  @Test(arguments: [1, 2, 3])
  func regularized(threads: Int) throws {
    try expectHistory(Run("training_regularized", threads: threads))
  }

  /// Weights count in the loss, not in its divisor, in penalties or in the accuracy; validation has
  /// none.
  @Test(arguments: ["training_class_weight", "training_sample_weight"], [1, 2, 3])
  func weighted(name: String, threads: Int) throws {
    try expectHistory(Run(name, threads: threads))
  }

  /// The convolution and the batch normalization before what learns stay as they are, bit for bit.
  @Test(arguments: [1, 2, 3])
  func frozen(threads: Int) throws {
    let run = try Run("training_frozen", threads: threads)
    try expectSteps(run)
    for (name, shape, values) in run.model.variables where !name.hasPrefix("dense") {
      expect(
        Tensor(shape: shape, values: values), equals: try run.golden.tensor("initial/\(name)"),
        within: .exact, name)
    }
  }

  /// Each step's own numbers, predictions at the end, and all variables.
  private func expectSteps(_ run: Run) throws {
    let steps = StepRecorder()
    try run.fit(callbacks: [steps])
    for (name, values) in [("loss", steps.losses), ("accuracy", steps.accuracies)] {
      expect(
        Tensor(shape: [values.count], values: values.map(Float.init)),
        equals: try run.golden.tensor(name), within: .training, name)
    }
    let predictions = try run.model.predict(run.training)
    expect(
      Tensor(shape: [predictions.count, predictions.classCount], values: predictions.values),
      equals: try run.golden.tensor("predictions"), within: .training, "predictions")
    try run.expectFinalVariables()
  }

  /// What History reports, and all variables.
  private func expectHistory(_ run: Run) throws {
    let history = try run.fit(validationData: run.dataset("validation_input", "validation_labels"))
    #expect(history.quantities == [.accuracy, .loss, .validationAccuracy, .validationLoss])
    for quantity in history.quantities {
      let values = history[quantity].map(Float.init)
      expect(
        Tensor(shape: [values.count], values: values),
        equals: try run.golden.tensor(quantity.rawValue), within: .training, quantity.rawValue)
    }
    try run.expectFinalVariables()
  }
}

/// One golden training run.
private struct Run {
  let golden: Golden
  let model: Sequential

  struct Fit: Decodable {
    let batchSize, epochs: Int
    let shuffle: Bool
    let classWeight: [String: Float]?
    enum CodingKeys: String, CodingKey {
      case batchSize = "batch_size"
      case epochs, shuffle
      case classWeight = "class_weight"
    }
  }

  init(_ name: String, threads: Int) throws {
    golden = try Golden(name)
    let layers: [KerasSpecification] = try golden.metadata("model")
    let optimizer: KerasSpecification = try golden.metadata("optimizer")
    let input = Shape(Array(try golden.bytes("input").shape.axes.dropFirst()))
    model = try Sequential(input: input, layers: layers.map { try $0.layer() })
    for name in golden.names(under: "initial/") {
      try model.setVariable(name, to: try golden.tensor("initial/\(name)").values)
    }
    #expect(model.variables.map(\.name).sorted() == golden.names(under: "initial/"))
    model.compile(optimizer: try optimizer.optimizer(), metrics: [.accuracy], threads: threads)
  }

  var training: Dataset { get throws { try dataset("input", "labels") } }

  func dataset(_ input: String, _ labels: String) throws -> Dataset {
    let samples = try golden.bytes(input)
    return try Dataset(
      bytes: samples.values, shape: Shape(Array(samples.shape.axes.dropFirst())),
      labels: golden.integers(labels).map(UInt8.init), classes: 10)
  }

  @discardableResult
  func fit(
    callbacks: [any Callback] = [], validationData: Dataset? = nil
  ) throws -> History {
    let fit: Fit = try golden.metadata("fit")
    let classWeight = try (fit.classWeight ?? [:]).map { (try #require(Int($0)), $1) }
    let hasWeights = golden.names(under: "").contains("sample_weight")
    return try model.fit(
      training, batchSize: fit.batchSize, epochs: fit.epochs, verbose: .silent,
      callbacks: callbacks, validationData: validationData, shuffle: fit.shuffle,
      classWeight: Dictionary(uniqueKeysWithValues: classWeight),
      sampleWeight: hasWeights ? golden.tensor("sample_weight").values : nil)
  }

  func expectFinalVariables() throws {
    for (name, shape, values) in model.variables {
      expect(
        Tensor(shape: shape, values: values), equals: try golden.tensor("final/\(name)"),
        within: .training, name)
    }
  }
}

/// Recovers each batch's own numbers from the means over the epoch so far; all batches are of one size.
private final class StepRecorder: Callback {
  private(set) var losses: [Double] = []
  private(set) var accuracies: [Double] = []
  private var sums = (loss: 0.0, accuracy: 0.0)

  func onTrainBatchEnd(_ batch: BatchSummary) throws -> Verdict {
    if batch.step == 0 { sums = (0, 0) }
    let count = Double(batch.step + 1)
    let accuracy = try #require(batch.values.first { $0.quantity == .accuracy }?.value)
    losses.append(batch.loss * count - sums.loss)
    accuracies.append(accuracy * count - sums.accuracy)
    sums = (batch.loss * count, accuracy * count)
    return .goOn
  }
}
