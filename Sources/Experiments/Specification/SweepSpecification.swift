internal import MNIST
public import NeuralNetwork
internal import Recipes
public import Runs

/// What a sweep compares, and how.
///
///     var sweep = SweepSpecification()
///     sweep.optimizers = [.sgd, .adam, .lion]
///     sweep.activations = [.relu, .gelu()]
///     sweep.seeds = [0, 1, 2]
///
/// Every combination of what the lists hold is a setting. Where no learning rates are given, each
/// setting's own is searched for first, at the same cost for all.
public struct SweepSpecification: Codable, Hashable, Sendable {
  /// Names of networks.
  public var models = ["dense"]
  /// What moves the weights.
  public var optimizers = [RunSettings.OptimizerName.adam]
  /// Between the layers.
  public var activations = [ActivationFunction.relu]
  /// Sizes of a step; searched for if nil.
  public var learningRates: NumberChoices?
  /// Pictures in a step; the network's own if nil.
  public var batchSizes: NumberChoices?
  /// Shares of values that dropout layers leave out; the network's own if nil.
  public var dropouts: NumberChoices?
  /// Factors on the units and filters of hidden layers; 1 if nil.
  public var widths: NumberChoices?
  /// How the learning rate goes on.
  public var schedules = [Setting.Schedule.constant]
  /// Whether training pictures change as those of recipe `fast`.
  public var augmentation = [false]
  /// Where everything random comes from; each setting is trained with each.
  public var seeds: [UInt64] = [0, 1, 2]
  /// Times through the training data.
  public var epochs = 3
  /// Which combinations are trained.
  public var selection = Selection.grid
  /// Settings that fall behind are left behind, if there are rules for it.
  public var halving: Halving?
  /// What to learn from.
  public var dataset = DatasetChoice.mnist

  /// Which combinations are trained.
  public enum Selection: Codable, Hashable, Sendable {
    /// All of them.
    case grid
    /// So many, drawn with a seed.
    case random(count: Int, seed: UInt64)
  }

  /// Successive halving: Jamieson and Talwalkar, arXiv 1502.07943.
  public struct Halving: Codable, Hashable, Sendable {
    /// One setting in so many goes on.
    public var eta: Int
    /// Epochs before the first are left behind.
    public var firstEpochs: Int

    /// Rules by which one setting in `eta` goes on after 1, eta, eta², … times `firstEpochs`.
    public init(eta: Int = 3, firstEpochs: Int = 1) {
      self.eta = eta
      self.firstEpochs = firstEpochs
    }
  }

  /// Recipe `dense` with Adam and ReLU, three seeds of three epochs.
  public init() {}

  /// The most trainings that a sweep may have.
  public static let trialLimit = 100_000

  /// Everything in it makes sense.
  ///
  /// - Throws: ``SpecificationError``.
  public func check() throws(SpecificationError) {
    for model in models { _ = try Self.recipe(model) }
    try Self.checkList(models, "models")
    try Self.checkList(optimizers.map(\.rawValue), "optimizers")
    try Self.checkList(activations.map(\.name), "activations")
    try Self.checkList(schedules.map(\.rawValue), "schedules")
    try Self.checkList(augmentation.map { $0 ? "on" : "off" }, "augmentations")
    try Self.checkList(seeds.map { "\($0)" }, "seeds")
    try learningRates?.check("learning rates", expected: "numbers above 0") {
      $0 > 0 && Float($0) > 0 && Float($0).isFinite
    }
    try batchSizes?.check("batch sizes", expected: "whole numbers from 1 to 60000") {
      (1...60_000).contains($0) && $0 == $0.rounded()
    }
    try dropouts?.check("dropouts", expected: "numbers from 0 to below 1") {
      $0 >= 0 && Float($0) < 1
    }
    try widths?.check("widths", expected: "numbers above 0 and up to 64") { $0 > 0 && $0 <= 64 }
    try Self.check(epochs, "epochs", in: 1...10_000)
    try Self.check(seeds.count, "the number of seeds", in: 1...1000)
    switch selection {
    case .grid: try checkGrid()
    case .random(let count, _):
      try Self.check(count, "the number of settings to draw", in: 1...Self.trialLimit)
    }
    if let halving {
      try Self.check(halving.eta, "eta", in: 2...100)
      try Self.check(halving.firstEpochs, "the first epochs of halving", in: 1...10_000)
    }
    guard dropouts != nil else { return }
    for model in models where try !Self.recipe(model).hasDropout {
      throw .nothingToTurn(kind: "dropout", model: model)
    }
  }

  private static func checkList(_ names: [String], _ kind: String) throws(SpecificationError) {
    guard !names.isEmpty else { throw .empty(kind: kind) }
    var seen: Set<String> = []
    if let again = names.first(where: { !seen.insert($0).inserted }) {
      throw .twice(kind: kind, name: again)
    }
  }

  private static func check(
    _ number: Int, _ kind: String, in range: ClosedRange<Int>
  ) throws(SpecificationError) {
    guard range.contains(number) else {
      throw .value(
        kind: kind, expected: "\(range.lowerBound) to \(range.upperBound)", received: "\(number)")
    }
  }
}

extension Recipe {
  /// Dropout has a layer to work in.
  fileprivate var hasDropout: Bool {
    layers(10, .relu).contains { $0 is Dropout || $0 is SpatialDropout2D }
  }
}
