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
  var output: String?

  @Option(
    help:
      "Go on with the run in this directory, with its own settings; only --epochs may be changed.")
  var resume: String?

  @Flag(help: "Print one JSON object on standard output, and progress on standard error.")
  var json = false

  func validate() throws {
    if resume != nil, output != nil {
      throw ValidationError("--resume goes on in its own directory: leave out --output.")
    }
  }

  func run() throws {
    let run = try resume.map(resumed) ?? fresh()
    let interruption = Interruption()
    let recorder = RunRecorder(run.directory, history: run.history)
    let progress = ProgressBar(.automatic, output: json ? .standardError : .standardOutput)
    let history = try run.model.fit(
      run.data.training, batchSize: run.settings.batchSize, epochs: run.settings.epochs,
      verbose: .silent, callbacks: [progress, recorder, interruption],
      validationData: run.data.validation, initialEpoch: run.history.epochs.count,
      history: run.history)
    try run.directory.write(history.csv, to: run.directory.history)
    if let code = Interruption.exitCode {
      try conclude(interrupted: run, history, recorder, code: code)
    }
    try conclude(run, history)
  }

  /// A training with all it needs.
  private struct Run {
    let settings: RunSettings
    let directory: RunDirectory
    let model: Sequential
    let history: History
    let data: (training: Dataset, validation: Dataset?)
    let test: Dataset
  }

  private func fresh() throws -> Run {
    let settings = options.settings
    let data = try options.dataset.load()
    let parts = try options.validationSplit.split(data)
    let model = try settings.model(input: data.train.shape, classes: data.train.classes)
    let directory = output.map(RunDirectory.init) ?? .fresh(for: settings.recipe)
    try directory.create()
    try Checkpoint(model, history: History()).save(to: directory.lastCheckpoint)
    return Run(
      settings: settings, directory: directory, model: model, history: History(), data: parts,
      test: data.test)
  }

  private func resumed(_ path: String) throws -> Run {
    let directory = RunDirectory(path: path)
    let checkpoint = try Checkpoint(contentsOf: directory.lastCheckpoint)
    guard var settings = RunSettings(of: checkpoint.model),
      let validation = ValidationChoice(argument: settings.validation)
    else {
      throw Failure(
        "\(directory.lastCheckpoint) does not say how it was trained, so it cannot be resumed.",
        code: Failure.dataError)
    }
    if let epochs = options.epochs { settings.epochs = epochs }
    guard settings.epochs > checkpoint.nextEpoch else {
      throw Failure(
        "All \(settings.epochs) epochs of \(path) are done: give a larger --epochs to go on.",
        code: 64)
    }
    try settings.note(in: checkpoint.model)
    let data = try DatasetChoice(argument: settings.dataset).load()
    return Run(
      settings: settings, directory: directory, model: checkpoint.model,
      history: checkpoint.history, data: try validation.split(data), test: data.test)
  }

  private func conclude(_ run: Run, _ history: History) throws {
    let predictions = try run.model.predict(run.test)
    let evaluation = try run.model.evaluate(run.test)
    run.model.notes["test_accuracy"] = evaluation.accuracy.map { "\($0)" }
    try run.model.save(to: run.directory.model)
    let figures = RunFigures(
      title: run.settings.recipe,
      classNames: DatasetChoice(argument: run.settings.dataset).classNames, data: run.test,
      predictions: predictions)
    let names = try figures.write(to: run.directory.figures, history: history)
    let report = try JSON.text(
      RunReport(
        run.settings, run.model, history, test: evaluation, output: run.directory.path))
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
    interrupted run: Run, _ history: History, _ recorder: RunRecorder, code: Int32
  ) throws -> Never {
    // The best model's own bytes; without a whole epoch, the weights as they are now.
    if recorder.bestEpoch != nil {
      try AtomicFile.write(
        try AtomicFile.read(run.directory.bestModel, limit: Safetensors.largestFile),
        to: run.directory.model)
    } else {
      try run.model.save(to: run.directory.model)
    }
    let report = try JSON.text(
      RunReport(run.settings, run.model, history, test: nil, output: run.directory.path))
    try run.directory.write(report + "\n", to: run.directory.report)
    if json { print(report) }
    let kept = recorder.bestEpoch.map { "the best so far, of epoch \($0 + 1)," } ?? "as it is now,"
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
