import ArgumentParser
import Experiments
import Foundation
import NeuralNetwork
import Runs

/// The options of `experiment` that say what is compared.
struct SweepOptions: ParsableArguments {
  @Option(help: "A YAML file with Weights & Biases' sweep keys; other options change what it says.")
  var file: String?

  @Option(help: "Networks, with commas between them. Default: dense.")
  var models: String?

  @Option(help: "What moves the weights. Default: adam.")
  var optimizers: String?

  @Option(help: "Between the layers, by Keras' names. Default: relu.")
  var activations: String?

  @Option(
    help: "Sizes of a step, or a range such as 1e-4..0.1. Default: found for each setting.")
  var learningRates: String?

  @Option(help: "Pictures in a step. Default: the network's own.")
  var batchSizes: String?

  @Option(help: "Shares that dropout layers leave out. Default: the network's own.")
  var dropouts: String?

  @Option(help: "Factors on units and filters of hidden layers. Default: 1.")
  var widths: String?

  @Option(help: "How the learning rate goes on: constant, cosine, onecycle. Default: constant.")
  var schedules: String?

  @Option(help: "Whether training digits are bent and moved: off, on. Default: off.")
  var augmentation: String?

  @Option(help: "Seeds that each setting is trained with. Default: 3.")
  var seeds: Int?

  @Option(help: "Times through the training data. Default: 3.")
  var epochs: Int?

  @Option(help: "All combinations, some at random, or those ahead go on: grid, random, halving.")
  var strategy: Strategy?

  @Option(help: "Settings to draw at random; for random and halving.")
  var count: Int?

  @Option(help: "Where the drawing comes from. Default: 0.")
  var drawingSeed: UInt64?

  @Option(help: "Of so many settings one goes on; for halving. Default: 3.")
  var eta: Int?

  @Option(help: "\(DatasetChoice.help.abstract) Default: mnist.")
  var dataset: DatasetChoice?

  enum Strategy: String, CaseIterable, ExpressibleByArgument {
    case grid, random, halving
  }

  /// Nothing is named.
  var isEmpty: Bool {
    let options: [Any?] = [
      file, models, optimizers, activations, learningRates, batchSizes, dropouts, widths,
      schedules, augmentation, seeds, epochs, strategy, count, drawingSeed, eta, dataset,
    ]
    return options.allSatisfy { $0 == nil }
  }

  func validate() throws {
    // Without a strategy a file says which combinations are trained, if there is one.
    let takesAll = strategy == .grid || strategy == nil && file == nil
    if takesAll, count != nil || drawingSeed != nil {
      throw ValidationError(
        "A grid takes all combinations: give --strategy random or halving, or leave out "
          + "\(count != nil ? "--count" : "--drawing-seed").")
    }
    if file == nil, strategy == .random, count == nil {
      throw ValidationError("--strategy random needs --count, the number of settings to draw.")
    }
    if eta != nil, strategy != .halving, file == nil || strategy != nil {
      throw ValidationError("--eta is for --strategy halving.")
    }
    if let seeds, !(1...1000).contains(seeds) {
      throw ValidationError("Expected 1 to 1000 for --seeds; received \(seeds).")
    }
  }

  /// What is to be compared.
  ///
  /// - Throws: `SpecificationError` or `FileError`.
  func specification() throws -> SweepSpecification {
    var sweep = SweepSpecification()
    if let file {
      let text = String(decoding: try AtomicFile.read(file, limit: 1 << 20), as: UTF8.self)
      do {
        sweep = try SweepSpecification(yaml: text)
      } catch {
        throw Failure("\(file): \(error)", code: Failure.dataError)
      }
    }
    if let models { sweep.models = try SweepSpecification.list(models, of: { $0 }) }
    if let optimizers {
      sweep.optimizers = try SweepSpecification.list(optimizers, of: SweepSpecification.optimizer)
    }
    if let activations {
      sweep.activations = try SweepSpecification.list(
        activations, of: SweepSpecification.activation)
    }
    if let schedules {
      sweep.schedules = try SweepSpecification.list(schedules, of: SweepSpecification.schedule)
    }
    if let augmentation {
      sweep.augmentation = try SweepSpecification.list(
        augmentation, of: SweepSpecification.augmentation)
    }
    if let learningRates {
      sweep.learningRates = try NumberChoices(learningRates, kind: "learning rates")
    }
    if let batchSizes { sweep.batchSizes = try NumberChoices(batchSizes, kind: "batch sizes") }
    if let dropouts { sweep.dropouts = try NumberChoices(dropouts, kind: "dropouts") }
    if let widths { sweep.widths = try NumberChoices(widths, kind: "widths") }
    if let seeds { sweep.seeds = (0..<seeds).map { UInt64($0) } }
    if let epochs { sweep.epochs = epochs }
    if let dataset { sweep.dataset = dataset }
    try choose(&sweep)
    return sweep
  }

  /// Which combinations, over what a file says of them.
  private func choose(_ sweep: inout SweepSpecification) throws {
    switch strategy {
    case .grid: (sweep.selection, sweep.halving) = (.grid, nil)
    case .random: sweep.halving = nil
    case .halving: sweep.halving = sweep.halving ?? .init()
    case nil: break
    }
    if let eta {
      guard sweep.halving != nil else {
        throw Failure("--eta is for --strategy halving.", code: Failure.usage)
      }
      sweep.halving?.eta = eta
    }
    var drawn: (count: Int?, seed: UInt64) = (nil, 0)
    if case .random(let count, let seed) = sweep.selection { drawn = (count, seed) }
    guard let count = count ?? drawn.count else {
      guard drawingSeed == nil, strategy != .random else {
        throw Failure(
          "Drawing at random needs --count, the number of settings to draw.", code: Failure.usage)
      }
      return
    }
    sweep.selection = .random(count: count, seed: drawingSeed ?? drawn.seed)
  }
}
