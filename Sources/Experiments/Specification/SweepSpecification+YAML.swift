internal import Foundation
internal import Yams

extension SweepSpecification {
  /// A specification from a YAML file with Weights & Biases' keys.
  ///
  ///     method: random
  ///     run_cap: 20
  ///     metric: {name: val_accuracy, goal: maximize}
  ///     parameters:
  ///       optimizer: {values: [sgd, adam, lion]}
  ///       learning_rate: {min: 0.0001, max: 0.1, distribution: log_uniform_values}
  ///       epochs: {value: 5}
  ///
  /// - Parameter yaml: The file's text.
  /// - Throws: ``SpecificationError``.
  public init(yaml: String) throws(SpecificationError) {
    self.init()
    let file = try SweepFile(yaml)
    try file.only([
      "program", "project", "entity", "name", "description", "command", "method", "metric",
      "parameters", "early_terminate", "run_cap",
    ])
    try Self.checkMetric(file)
    for (name, parameter) in try file.section("parameters") { try set(name, parameter) }
    try setSelection(file)
    try setHalving(file)
    try check()
  }

  /// What is chosen by is fixed, so that a file that wants something else is not misunderstood.
  private static func checkMetric(_ file: SweepFile) throws(SpecificationError) {
    guard let metric = try file.part("metric") else { return }
    try metric.only(["name", "goal", "target"])
    let name = try metric.text("name") ?? "val_accuracy"
    guard ["val_accuracy", "validation_accuracy"].contains(name) else {
      throw .unknown(kind: "metric to choose by", name: name, known: ["val_accuracy"])
    }
    let goal = try metric.text("goal") ?? "maximize"
    guard goal == "maximize" else {
      throw .unknown(kind: "goal for val_accuracy", name: goal, known: ["maximize"])
    }
  }

  private mutating func setSelection(_ file: SweepFile) throws(SpecificationError) {
    let cap = try file.whole("run_cap")
    switch try file.text("method") ?? "grid" {
    case "grid":
      if let cap, try settings().count > cap {
        throw .value(
          kind: "run_cap", expected: "at least the \(try settings().count) settings of the grid",
          received: "\(cap)")
      }
    case "random":
      guard let cap else {
        throw .value(kind: "run_cap", expected: "how many to draw at random", received: "nothing")
      }
      selection = .random(count: cap, seed: 0)
    case let method: throw .unknown(kind: "method", name: method, known: ["grid", "random"])
    }
  }

  private mutating func setHalving(_ file: SweepFile) throws(SpecificationError) {
    guard let rules = try file.part("early_terminate") else { return }
    try rules.only(["type", "min_iter", "max_iter", "eta", "s", "strict"])
    let type = try rules.text("type") ?? "hyperband"
    guard type == "hyperband" else {
      throw .unknown(kind: "early_terminate type", name: type, known: ["hyperband"])
    }
    var halving = Halving(eta: try rules.whole("eta") ?? 3)
    if let first = try rules.whole("min_iter") {
      halving.firstEpochs = first
    } else if let last = try rules.whole("max_iter"), let brackets = try rules.whole("s") {
      guard brackets >= 0 else {
        throw .value(kind: "s", expected: "0 or more brackets", received: "\(brackets)")
      }
      let first = Double(last) / pow(Double(max(2, halving.eta)), Double(brackets))
      // More than are allowed is refused later.
      halving.firstEpochs = Int(min(max(1, first), 1e6))
    }
    self.halving = halving
  }

  private mutating func set(
    _ name: String, _ parameter: SweepFile
  ) throws(SpecificationError) {
    switch name {
    case "model", "models": models = try parameter.names()
    case "optimizer", "optimizers":
      optimizers = try parameter.choices(Self.optimizer)
    case "activation", "activations": activations = try parameter.choices(Self.activation)
    case "schedule", "schedules": schedules = try parameter.choices(Self.schedule)
    case "augmentation", "augmentations": augmentation = try parameter.choices(Self.augmentation)
    case "learning_rate", "learning_rates", "lr": learningRates = try parameter.numbers()
    case "batch_size", "batch_sizes": batchSizes = try parameter.numbers()
    case "dropout", "dropouts": dropouts = try parameter.numbers()
    case "width", "widths": widths = try parameter.numbers()
    case "epochs": epochs = try parameter.oneWhole()
    case "seed": seeds = try parameter.wholes().map { UInt64($0) }
    case "seeds": seeds = (0..<max(0, min(1001, try parameter.oneWhole()))).map { UInt64($0) }
    default:
      throw .unknown(
        kind: "parameter", name: name,
        known: [
          "model", "optimizer", "activation", "learning_rate", "batch_size", "dropout", "width",
          "schedule", "augmentation", "epochs", "seed", "seeds",
        ])
    }
  }
}
