import ArgumentParser
import Figures
import MNIST
import NeuralNetwork
import Runs

/// `digits find-learning-rate`: the loss while the learning rate rises, and which rate to train with.
struct FindLearningRate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find-learning-rate",
    abstract: "Find a learning rate for a model and an optimizer.",
    discussion: """
      Trains for a few hundred steps with a rate that rises from step to step, keeps nothing, and \
      suggests the rate at which the loss falls fastest. The options are those of `train`, \
      without --epochs and --learning-rate.
      """)

  @OptionGroup var options: TrainingOptions

  // Known, so that who gives them hears what takes their place.
  @OptionGroup(visibility: .hidden) var pace: TrainingPace

  @Option(help: "The first learning rate.")
  var from: Float = 1e-6

  @Option(help: "The last learning rate.")
  var to: Float = 1

  @Option(help: "Steps from the first to the last.")
  var steps = 200

  @Option(help: "Draw the curve into this .svg or .png file.", transform: FigureFile.init(parsing:))
  var output: FigureFile?

  func validate() throws {
    guard pace.epochs == nil, pace.learningRate == nil else {
      throw ValidationError(
        "The search has rates and a length of its own: give --from, --to and --steps in place of "
          + "\(pace.epochs == nil ? "--learning-rate" : "--epochs").")
    }
    guard from > 0, to > from, to.isFinite else {
      throw ValidationError(
        "Expected --from above 0 and --to above it; received \(from) and \(to).")
    }
    // The loss is smoothed over ten steps, and its slopes over ten more.
    guard (50...100_000).contains(steps) else {
      throw ValidationError("Expected 50 to 100000 for --steps; received \(steps).")
    }
  }

  func run() throws {
    let settings = options.settings(at: pace)
    let data = try settings.dataset.load()
    let training = try settings.parts(of: data).training
    let model = try settings.model(for: training)
    let curve = try LearningRateFinder(
      from: from, to: to, steps: steps, batchSize: settings.batchSize
    ).run(model, on: training)
    try output?.write(
      LearningRateCurve(
        subtitle: "\(settings.recipe), \(settings.optimizerName(model)), batches of "
          + "\(settings.batchSize)",
        learningRates: curve.learningRates, losses: curve.losses,
        suggestion: curve.suggestion.map(Double.init)))
    guard let suggestion = curve.suggestion else {
      throw Failure(
        "The loss never falls between \(from) and \(to): try other rates.", code: Failure.dataError)
    }
    print("Suggested: --learning-rate \(suggestion)")
    if let output { print(output.path) }
  }
}
