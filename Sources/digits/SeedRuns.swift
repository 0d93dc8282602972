import Foundation
import MNIST
import NeuralNetwork
import Runs

/// One training with several seeds, and what they are worth together.
///
/// With a validation split they are measured on that, and the test pictures are not looked at: so
/// choices are made. Without one they are measured on the test pictures, once all have learnt.
struct SeedRuns {
  let settings: RunSettings
  let count: Int
  let directory: RunDirectory

  /// What `DIRECTORY/seeds.json` holds.
  private struct Plan: Codable {
    let settings: RunSettings
    let count: Int
  }

  /// Begins in a directory that holds no run.
  init(_ settings: RunSettings, count: Int, in directory: RunDirectory) throws {
    self.settings = settings
    self.count = count
    self.directory = directory
    guard !directory.isTaken else {
      throw RunError.taken(directory: directory.path)
    }
    // Whatever is wrong with the settings shows before anything is written.
    _ = try settings.model(for: settings.parts(of: settings.dataset.load()).training)
    try AtomicFile.makeDirectory(directory.path)
    let plan = try JSONEncoder().encode(Plan(settings: settings, count: count))
    try AtomicFile.write(plan, to: directory.seeds)
  }

  /// Goes on with those in a directory; nil if it holds none.
  init?(resuming directory: RunDirectory) throws {
    guard directory.holdsSeveral else { return nil }
    guard let data = FileManager.default.contents(atPath: directory.seeds),
      let plan = try? JSONDecoder().decode(Plan.self, from: data), (1...1000).contains(plan.count)
    else {
      throw Failure("\(directory.seeds) does not say what to train.", code: Failure.dataError)
    }
    settings = plan.settings
    count = plan.count
    self.directory = directory
  }

  /// Trains those that are not trained yet, one after the other, then measures all.
  func run(progress: ProgressBar.Output, json: Bool) throws {
    let interruption = Interruption()
    for number in 0..<count {
      let seed = settings.seed &+ UInt64(number)
      let own = RunDirectory(path: "\(directory.path)/seed-\(seed)")
      guard try !hasLearnt(own) else { continue }
      if !json { print("Seed \(seed), \(number + 1) of \(count)") }
      try train(seed, in: own, progress: progress, interruption)
    }
    let report = try measured()
    let text = try JSON.text(report)
    try directory.write(text + "\n", to: directory.report)
    print(json ? text : report.description)
  }

  private func train(
    _ seed: UInt64, in own: RunDirectory, progress: ProgressBar.Output,
    _ interruption: Interruption
  ) throws {
    var settings = settings
    settings.seed = seed
    let run =
      own.isBegun
      ? try TrainingRun(resuming: own, epochs: nil)
      : try TrainingRun(settings, in: own, settings.dataset.load())
    do {
      let history = try run.learn(progress: progress, interruption)
      run.model.notes[Self.seconds] = "\(history.epochs.reduce(0) { $0 + $1.trainingSeconds })"
      try run.model.save(to: own.model)
    } catch is TrainingRun.Interrupted {}
    // It may also have come after the last step.
    endIfInterrupted()
  }

  /// How long a model learnt; its note says that it has.
  private static let seconds = "train_seconds"

  private func hasLearnt(_ own: RunDirectory) throws -> Bool {
    guard FileManager.default.fileExists(atPath: own.model) else { return false }
    return try Sequential(contentsOf: own.model, threads: 1).notes[Self.seconds] != nil
  }

  private func endIfInterrupted() {
    guard let code = Interruption.exitCode else { return }
    StandardError.write("Interrupted.\nTo go on: digits train --resume \(directory.path)\n")
    fflush(nil)
    Foundation.exit(code)
  }

  /// All networks on the same pictures.
  private func measured() throws -> SeedsReport {
    let data = try settings.dataset.load()
    let validation = try settings.validation.split(data).validation
    let pictures = validation ?? data.test
    var results: [SeedsReport.Network] = []
    var sum = [Double](repeating: 0, count: pictures.count * pictures.classes)
    let parts = validation == nil && settings.dataset == .mnist ? SeedsReport.Part.allCases : []
    for number in 0..<count {
      let seed = settings.seed &+ UInt64(number)
      let model = try Sequential(
        contentsOf: "\(directory.path)/seed-\(seed)/model.safetensors", threads: settings.threads)
      endIfInterrupted()
      guard model.outputShape == [pictures.classes] else {
        throw ModelError.outputMismatch(output: model.outputShape, classes: pictures.classes)
      }
      let predictions = try model.predict(pictures)
      for (i, probability) in predictions.probabilities.values.enumerated() {
        sum[i] += Double(probability)
      }
      let isRight = zip(predictions.predictedClasses, pictures.labels).map { $0 == $1 }
      results.append(
        SeedsReport.Network(
          seed: seed, scores: SeedsReport.scores(isRight, parts),
          loss: try model.evaluate(predictions, against: pictures).loss,
          calibrationError: predictions.calibration(against: pictures).expectedError,
          trainSeconds: model.notes[Self.seconds].flatMap(Double.init) ?? 0,
          fingerprint: model.fingerprint))
    }
    let classes = pictures.classes
    let isRight = pictures.labels.enumerated().map { sample, label in
      let row = sum[sample * classes..<(sample + 1) * classes]
      return row.firstIndex(of: row.max() ?? 0) == row.startIndex + label
    }
    return SeedsReport(
      settings, measuredOn: validation == nil ? "test" : "validation", count: pictures.count,
      networks: results, together: SeedsReport.scores(isRight, parts))
  }
}
