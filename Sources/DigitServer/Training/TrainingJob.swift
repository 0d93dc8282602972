internal import Foundation
internal import NeuralNetwork
internal import Runs

/// One training from its preparation to its model, on the thread that made it.
struct TrainingJob {
  private let run: TrainingRun
  private let surroundings: TrainingCenter.Surroundings
  private let board: TrainingBoard
  private let control: TrainingControl

  /// The run's name.
  private var name: String { URL(filePath: run.directory.path).lastPathComponent }

  /// Prepares a training; what is wrong with it shows here.
  init(
    _ request: TrainingRequest, _ surroundings: TrainingCenter.Surroundings,
    _ board: TrainingBoard, _ control: TrainingControl
  ) throws {
    run = try Self.run(request, surroundings)
    self.surroundings = surroundings
    self.board = board
    self.control = control
  }

  private static func run(
    _ request: TrainingRequest, _ surroundings: TrainingCenter.Surroundings
  ) throws -> TrainingRun {
    let threads = surroundings.threads ?? ProcessInfo.processInfo.activeProcessorCount
    switch request {
    case .new(var settings):
      settings.dataset = surroundings.dataset
      settings.validation = surroundings.validation
      settings.threads = threads
      let directory = RunDirectory.fresh(for: settings.recipe, in: surroundings.folder)
      return try TrainingRun(settings, in: directory, surroundings.pictures())
    case .resume(let name):
      guard let directory = ResumableRun.directory(of: name, in: surroundings.folder) else {
        throw TrainingError.unknownRun(name)
      }
      return try TrainingRun(
        resuming: directory,
        load: { dataset in
          guard dataset == surroundings.dataset else { throw TrainingError.unknownRun(name) }
          return try surroundings.pictures()
        }, warn: { _ in })
    case .tune(let name, let epochs):
      let drawings = surroundings.drawings()
      guard drawings.count > 0 else { throw TrainingError.noDrawings }
      guard let model = try surroundings.model(name) else {
        throw TrainingError.unknownModel(name)
      }
      let directory = RunDirectory.fresh(
        for: "tuned-\(name.prefix(30))", in: surroundings.folder)
      return try TrainingRun(
        tuning: model, named: name, on: drawings, epochs: epochs, threads: threads, in: directory,
        surroundings.dataset, surroundings.pictures())
    }
  }

  /// The state as it is when the training begins.
  func begin(_ state: inout TrainingState) {
    let name = name
    let resumable = state.resumable.filter { $0.run != name }
    state = TrainingState()
    state.phase = .running
    state.run = name
    state.resumable = resumable
    state.settings = TrainingSettings(run)
    state.epoch = min(run.start.nextEpoch + 1, run.settings.epochs)
    state.epochs = run.settings.epochs
    state.steps =
      (run.data.training.count + run.settings.batchSize - 1) / run.settings.batchSize
    state.history = run.start.history.epochs.map { EpochRow($0) }
    for row in state.history {
      state.curve.add(
        .init(epochFraction: Double(row.epoch), loss: row.loss, accuracy: row.accuracy))
    }
    (state.loss, state.accuracy) = (state.history.last?.loss, state.history.last?.accuracy)
    if let tuning = run.settings.tuning {
      state.own = OwnAccuracy(
        before: tuning.accuracyBefore, after: nil, count: run.drawings?.count ?? 0)
    }
  }

  /// Trains, measures, keeps and hands over the model.
  ///
  /// - Returns: The state's last change.
  func learn() -> (inout TrainingState) -> Void {
    do {
      let samples = SampleDigits(run.test, of: surroundings.dataset)
      let history = try run.learn(TrainingWatcher(board, samples, control), then: control)
      control.close()
      switch control.ending {
      case .interrupted: return interrupted()
      case .diverged(let epoch, let step):
        try run.report(on: run.model, history)
        return failed(
          "The loss is no number any more after step \(step) of epoch \(epoch): train with a "
            + "smaller learning rate.")
      case .stopped, nil: return try conclude(history, wasStopped: control.ending != nil)
      }
    } catch {
      control.close()
      return failed("\(TrainingError(error))")
    }
  }

  private func conclude(
    _ history: History, wasStopped: Bool
  ) throws -> (inout TrainingState) -> Void {
    let best = wasStopped ? try run.best(of: history)?.model : nil
    let model = best ?? run.model
    let test = try model.evaluate(run.test)
    let own = try run.accuracyOnDrawings(of: model)
    try run.save(model, test: test)
    // As it is kept, so that nothing differs when the server starts again.
    let name = name
    try surroundings.register(name, Sequential(contentsOf: run.directory.model))
    try run.report(on: model, history, test: test)
    return { state in
      state.phase = wasStopped ? .stopped : .finished
      state.testAccuracy = test.accuracy
      state.model = name
      if let before = state.own?.before, let count = state.own?.count {
        state.own = OwnAccuracy(before: before, after: own, count: count)
      }
    }
  }

  private func interrupted() -> (inout TrainingState) -> Void {
    let resumable = resumable()
    return { state in
      state.phase = .idle
      state.resumable = resumable
    }
  }

  private func failed(_ sentence: String) -> (inout TrainingState) -> Void {
    let resumable = resumable()
    return { state in
      state.phase = .failed
      state.error = sentence
      state.resumable = resumable
    }
  }

  private func resumable() -> [ResumableRun] {
    ResumableRun.all(in: surroundings.folder, of: surroundings.dataset)
  }
}
