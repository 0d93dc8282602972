import ArgumentParser
import Foundation
import MNIST
import NeuralNetwork

/// `digits train`: learns, measures on the test pictures, and leaves a model with its figures.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a network and measure it on unseen digits.",
    discussion: """
      Ctrl-C ends the training after the current step and keeps the best model so far. A run that \
      was interrupted, or killed, goes on with --resume, and ends with the same weights, bit for \
      bit, as if it had never stopped.
      """)

  @OptionGroup var options: TrainingOptions

  @Option(
    help: "Directory for the model, its figures and checkpoints. Default: runs/<model>-<time>.")
  var output: RunDirectory?

  @Option(
    help:
      "Go on with the run in this directory, with its own settings; only --epochs may be changed.")
  var resume: RunDirectory?

  @Flag(help: "Print one JSON object on standard output, and progress on standard error.")
  var json = false

  func validate() throws {
    if resume != nil, output != nil {
      throw ValidationError("--resume goes on in its own directory: leave out --output.")
    }
    if resume != nil, options.hasMoreThanEpochs {
      throw ValidationError(
        "--resume goes on with the run's own settings: leave out all others but --epochs.")
    }
  }

  func run() throws {
    let run = try resume.map(resumed) ?? fresh()
    let interruption = Interruption()
    let keepers = run.directory.keepers(validates: run.data.validation != nil)
    let progress = ProgressBar(.automatic, output: json ? .standardError : .standardOutput)
    let history = try run.start.model.fit(
      run.data.training, batchSize: run.settings.batchSize, epochs: run.settings.epochs,
      verbose: .silent, callbacks: [progress] + keepers + [interruption],
      validationData: run.data.validation)
    if history.stopReason != nil, let code = Interruption.exitCode {
      try conclude(interrupted: run, history, code: code)
    }
    try conclude(run, history)
  }

  /// A training with all it needs.
  private struct Run {
    let settings: RunSettings
    let directory: RunDirectory
    let start: Checkpoint
    let data: (training: Dataset, validation: Dataset?)
    let test: Dataset
  }

  private func fresh() throws -> Run {
    let settings = options.settings
    let data = try settings.dataset.load()
    let parts = try settings.validation.split(data)
    let model = try settings.model(input: data.train.shape, classes: data.train.classes)
    let directory = output ?? .fresh(for: settings.recipe)
    let start = Checkpoint(model, history: History())
    try directory.create(start)
    return Run(
      settings: settings, directory: directory, start: start, data: parts, test: data.test)
  }

  /// A run of which nothing is left to train is only measured anew, which is what it lacks if it was
  /// killed at its very end.
  private func resumed(_ directory: RunDirectory) throws -> Run {
    let stored = try BackupAndRestore.checkpoint(in: directory.checkpoints) { warning in
      FileHandle.standardError.write(Data("Warning: \(warning)\n".utf8))
    }
    guard let checkpoint = stored else {
      throw Failure("\(directory.path) holds no run to go on with.", code: Failure.noInput)
    }
    guard var settings = RunSettings(of: checkpoint.model) else {
      throw Failure(
        "\(directory.path) does not say how it was trained, so it cannot be resumed.",
        code: Failure.dataError)
    }
    if let epochs = options.epochs { settings.epochs = epochs }
    guard settings.epochs >= checkpoint.nextEpoch else {
      throw Failure(
        "\(checkpoint.nextEpoch) epochs of \(directory.path) are done: give a larger --epochs.",
        code: Failure.usage)
    }
    try settings.note(in: checkpoint.model)
    let data = try settings.dataset.load()
    return Run(
      settings: settings, directory: directory, start: checkpoint,
      data: try settings.validation.split(data), test: data.test)
  }

  private func conclude(_ run: Run, _ history: History) throws {
    let model = run.start.model
    let predictions = try model.predict(run.test)
    let evaluation = try model.evaluate(predictions, against: run.test)
    model.notes["test_accuracy"] = evaluation.accuracy.map { "\($0)" }
    try model.save(to: run.directory.model)
    let figures = RunFigures(
      title: run.settings.recipe,
      classNames: run.settings.dataset.classNames, data: run.test,
      predictions: predictions)
    let names = try figures.write(to: run.directory.figures, history: history)
    let report = try JSON.text(
      RunReport(run.settings, model, history, test: evaluation, output: run.directory.path))
    try run.directory.write(report + "\n", to: run.directory.report)
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

  private func conclude(
    interrupted run: Run, _ history: History, code: Int32
  ) throws -> Never {
    let score = run.data.validation == nil ? Quantity.loss : .validationLoss
    let bestEpoch = history.epochs.min { $0[score] ?? .infinity < $1[score] ?? .infinity }?.epoch
    let model =
      bestEpoch == nil
      ? run.start.model
      : try Sequential(
        contentsOf: run.directory.bestModel, threads: run.settings.threads)
    try model.save(to: run.directory.model)
    let report = try JSON.text(
      RunReport(run.settings, model, history, test: nil, output: run.directory.path))
    try run.directory.write(report + "\n", to: run.directory.report)
    if json { print(report) }
    let kept = bestEpoch.map { "the best so far, of epoch \($0 + 1)," } ?? "as it is now,"
    FileHandle.standardError.write(
      Data(
        """
        Interrupted. The model, \(kept) is \(run.directory.model).
        To go on: digits train --resume \(run.directory.path)

        """.utf8))
    fflush(nil)
    Foundation.exit(code)
  }
}
