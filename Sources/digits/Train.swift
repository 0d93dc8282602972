import ArgumentParser
import Foundation
import MNIST
import NeuralNetwork
import Recipes
import Runs

/// `digits train`: learns, measures on the test pictures, and leaves a model with its figures.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a network and measure it on unseen digits.",
    discussion: """
      Ctrl-C ends the training after the current step and keeps the best model so far. A run that \
      was interrupted, or killed, goes on with --resume, and ends with the same weights, bit for \
      bit, as if it had never stopped.

      With --seeds the same training runs several times, and the test pictures are looked at once, \
      for all of them together: mean, spread and 95 % interval tell what of an accuracy is luck. \
      Ctrl-C leaves what has learnt, and --resume goes on with the rest.
      """)

  @OptionGroup var options: TrainingOptions

  @OptionGroup var pace: TrainingPace

  @Option(
    help: "Directory for the model, its figures and checkpoints. Default: runs/<model>-<time>.")
  var output: RunDirectory?

  @Option(
    help:
      "Go on with the run in this directory, with its own settings; only --epochs may be changed.")
  var resume: RunDirectory?

  @Option(
    help: "Train so many networks, from --seed on. Default: 1; for ensemble 5.")
  var seeds: Int?

  @Flag(help: "Print one JSON object on standard output, and progress on standard error.")
  var json = false

  func validate() throws {
    if resume != nil, output != nil {
      throw ValidationError("--resume goes on in its own directory: leave out --output.")
    }
    if resume != nil, options.hasAny || pace.learningRate != nil || seeds != nil {
      throw ValidationError(
        "--resume goes on with the run's own settings: leave out all others but --epochs.")
    }
    if let seeds, !(1...1000).contains(seeds) {
      throw ValidationError("Expected 1 to 1000 for --seeds; received \(seeds).")
    }
  }

  private var progress: ProgressBar.Output { json ? .standardError : .standardOutput }

  func run() throws {
    let settings = options.settings(at: pace)
    let members = options.model?.members ?? 1
    if let resume, let seeds = try SeedRuns(resuming: resume) {
      guard pace.epochs == nil else {
        throw Failure(
          "\(resume.path) holds several networks, whose number of epochs is fixed: leave out "
            + "--epochs.", code: Failure.usage)
      }
      return try seeds.run(progress: progress, json: json)
    }
    if let several = resume?.several {
      throw Failure(
        "\(resume?.path ?? "") is one of several: go on with --resume \(several.path).",
        code: Failure.usage)
    }
    if resume == nil, let count = seeds ?? (members > 1 ? members : nil) {
      let directory = output ?? .fresh(for: settings.recipe)
      return try SeedRuns(settings, count: count, in: directory)
        .run(progress: progress, json: json)
    }
    let run =
      try resume.map { try TrainingRun(resuming: $0, epochs: pace.epochs) }
      ?? TrainingRun(
        settings, in: output ?? .fresh(for: settings.recipe), settings.dataset.load())
    do {
      try conclude(run, run.learn(progress: progress, Interruption()))
    } catch let interrupted as TrainingRun.Interrupted {
      try conclude(run, interrupted)
    }
  }

  private func conclude(_ run: TrainingRun, _ history: History) throws {
    let model = run.model
    let predictions = try model.predict(run.test)
    let evaluation = try model.evaluate(predictions, against: run.test)
    // If nothing was left to train, what was noted since, such as a calibration, still holds.
    if let kept = try? Sequential(contentsOf: run.directory.model, threads: 1),
      kept.fingerprint == model.fingerprint
    {
      model.notes.merge(kept.notes) { own, _ in own }
    }
    try run.save(model, test: evaluation)
    let figures = RunFigures(
      title: run.settings.recipe,
      classNames: run.settings.dataset.classNames, data: run.test,
      predictions: predictions)
    let names = try figures.write(to: run.directory.figures, history: history)
    let report = try run.report(on: model, history, test: evaluation)
    if json { return print(report) }

    let seconds = history.epochs.reduce(0) { $0 + $1.trainingSeconds }
    let pictures = names.map { "\(run.directory.figures)/\($0.rawValue).png" }
    print(
      """

      \(evaluation.sentence)
      Trained in \(String(format: "%.1f", seconds)) s on \(run.settings.threads) \
      thread\(run.settings.threads == 1 ? "" : "s").

      Model     \(run.directory.model)
      Figures   \(pictures.joined(separator: "\n          "))
      """)
  }

  private func conclude(_ run: TrainingRun, _ interrupted: TrainingRun.Interrupted) throws {
    let best = try run.best(of: interrupted.history)
    let model = best?.model ?? run.model
    try run.save(model)
    let report = try run.report(on: model, interrupted.history)
    if json { print(report) }
    let kept = best.map { "the best so far, of epoch \($0.epoch + 1)," } ?? "as it is now,"
    StandardError.write(
      """
      Interrupted. The model, \(kept) is \(run.directory.model).
      To go on: digits train --resume \(run.directory.path)

      """)
    fflush(nil)
    Foundation.exit(interrupted.code)
  }
}
