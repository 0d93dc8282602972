import Foundation
import Testing

@testable import NeuralNetwork

/// A training that broke down and was begun again ends as one that did not, with all that its
/// callbacks made of it.
@Suite struct BackupTests {
  static let places: [BackedUpTraining.Place] = (0..<7).flatMap {
    [.begin($0), .step($0), .end($0)]
  }

  @Test(arguments: places, [1, 2])
  func goesOn(place: BackedUpTraining.Place, threads: Int) throws {
    let broken = try BackedUpTraining(threads: threads)
    try broken.interrupt(at: place)
    let outcome = try broken.run()
    #expect(outcome == BackedUpTraining.uninterrupted[threads])
    #expect(broken.kept == BackedUpTraining.keptInTheEnd)
    #expect(broken.warnings.isEmpty)
  }

  /// So that the comparison above has something to compare.
  @Test func trainingIsEventful() throws {
    let training = try BackedUpTraining(threads: 1)
    let outcome = try training.run()
    #expect(outcome.stopReason == "val_loss has not got better for 3 epochs")
    #expect(outcome.epochs.count == 9)
    let losses = outcome.epochs.compactMap { $0.first { $0.quantity == .validationLoss }?.value }
    let best = try #require(losses.firstIndex(of: losses.min() ?? .nan))
    #expect(best == 5, "\(losses)")
    let rates = outcome.epochs.compactMap { $0.first { $0.quantity == .learningRate }?.value }
    #expect(rates.count == losses.count && Set(rates).count > 2, "\(rates)")
    let bestModel = try Sequential(contentsOf: training.folder.path("best"))
    #expect(bestModel.fingerprint == outcome.fingerprint)
    // Training that was ended early may be gone on with.
    #expect(training.kept == BackedUpTraining.keptInTheEnd)
  }

  /// Interrupted again and again, in every epoch.
  @Test func manyInterruptions() throws {
    let broken = try BackedUpTraining(threads: 2)
    for epoch in 0..<6 {
      for place in [BackedUpTraining.Place.begin(epoch), .step(epoch), .end(epoch)] {
        try broken.interrupt(at: place)
      }
    }
    #expect(try broken.run() == BackedUpTraining.uninterrupted[2])
  }

  /// A training that came to its end needs no backup.
  @Test func takesItAwayInTheEnd() throws {
    let training = try BackedUpTraining(threads: 1)
    let outcome = try training.run(patience: 20, epochs: 4)
    #expect(outcome.stopReason == nil && outcome.epochs.count == 4)
    #expect(training.kept == [])
  }

  /// A log that is appended to goes on, and tells no epoch twice.
  @Test(arguments: [BackedUpTraining.Place.begin(3), .step(3), .end(3)])
  func appendedLog(place: BackedUpTraining.Place) throws {
    let trainings = [try BackedUpTraining(threads: 1), try BackedUpTraining(threads: 1)]
    var logs: [String] = []
    for (number, training) in trainings.enumerated() {
      let path = try training.folder.file("appended.csv", Data("old\r\n".utf8))
      training.others = { [CSVLogger(filename: path, append: true)] }
      if number == 1 { try training.interrupt(at: place) }
      _ = try training.run()
      logs.append(String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self))
    }
    #expect(logs[1] == logs[0])
    #expect(logs[0].hasPrefix("old\r\n0,"))
  }

  @Test func keepsItIfAsked() throws {
    let folder = try TemporaryFolder()
    let data = try Samples.dataset(count: 8)
    for epochs in [0, 1, 3] {
      let model = try Samples.model()
      let backup = BackupAndRestore(backupDirectory: folder.path("b"), deleteCheckpoint: false)
      let history = try model.fit(data, epochs: epochs, verbose: .silent, callbacks: [backup])
      #expect(history.epochs.map(\.epoch) == Array(0..<epochs))
    }
    let read = try BackupAndRestore.checkpoint(in: folder.path("b")) { _ in }
    #expect(read?.nextEpoch == 3)
  }

  @Test func ofAnotherNetwork() throws {
    let folder = try TemporaryFolder()
    let data = try Samples.dataset(count: 8)
    func backup() -> BackupAndRestore {
      BackupAndRestore(backupDirectory: folder.path("b"), deleteCheckpoint: false)
    }
    try Samples.model().fit(data, verbose: .silent, callbacks: [backup()])
    let other = try Sequential(input: [5]) { Dense(units: 3) }
    other.compile(optimizer: SGD())
    let before = other.fingerprint
    #expect(throws: ModelError.invalidArgument("The checkpoint is one of another network.")) {
      try other.fit(data, epochs: 2, verbose: .silent, callbacks: [backup()])
    }
    #expect(other.fingerprint == before)
  }

  /// Numbers and weights of callbacks, whatever they are called and however large.
  @Test func statesComeBack() throws {
    let folder = try TemporaryFolder()
    let states = [
      CallbackState(), CallbackState(numbers: ["best_epoch": 3, "bestEpoch": -0.1, "ID": .nan]),
      CallbackState(numbers: ["x": .infinity], weights: [1, -0.0, .nan]),
      CallbackState(weights: []),
    ]
    try Checkpoint(Samples.model(), history: History(), callbacks: states)
      .save(to: folder.path("c"))
    let read = try Checkpoint(contentsOf: folder.path("c")).callbacks
    #expect(read.count == states.count)
    for (state, wanted) in zip(read, states) {
      #expect(state.numbers.mapValues { "\($0)" } == wanted.numbers.mapValues { "\($0)" })
      #expect(state.weights?.map(\.bitPattern) == wanted.weights?.map(\.bitPattern))
    }
  }
}
