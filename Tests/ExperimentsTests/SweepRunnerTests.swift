import Foundation
import NeuralNetwork
import Runs
import Synchronization
import Testing

@testable import Experiments

/// Sweeps of tiny networks, from beginning to end.
struct SweepRunnerTests {
  @Test func everythingIsTrainedAndTheBestIsTestedOnce() throws {
    let place = try TemporaryStore()
    let record = try place.run(TinyData.sweep)
    #expect(record.trials.allSatisfy { $0.state == .finished && $0.weights?.count == 64 })
    #expect(record.trials.allSatisfy { $0.history.count == $0.epochs })
    // Every comparison has the rate with the least loss of its own search.
    for group in 0..<4 {
      let own = record.trials[group * 9..<group * 9 + 9]
      let best = try #require(
        own.prefix(7).min {
          ($0.history.last?.validationLoss ?? 1e9) < ($1.history.last?.validationLoss ?? 1e9)
        })
      #expect(own.suffix(2).allSatisfy { $0.setting == best.setting })
    }
    let compared = Dictionary(
      grouping: record.trials.filter { $0.phase == .comparison }, by: \.setting)
    let means = compared.mapValues { $0.compactMap(\.accuracy).reduce(0, +) / 2 }
    let chosen = try #require(record.chosen)
    #expect(means[chosen] == means.values.max())
    #expect((0...1).contains(try #require(record.testAccuracy)))
    // Nothing is left beside the store.
    #expect(try place.content == ["store.sqlite"])
  }

  @Test func numberOfThreadsChangesNothing() throws {
    let place = try TemporaryStore()
    let one = try place.run(TinyData.sweep, in: "one.sqlite", threads: 1)
    let three = try place.run(TinyData.sweep, in: "three.sqlite", threads: 3)
    #expect(one.content == three.content)
  }

  @Test func trainingIsThatOfTheNetworkItself() throws {
    let place = try TemporaryStore()
    let record = try place.run(TinyData.sweep)
    let trial = try #require(record.trials.last)
    let data = try TinyData.make()
    let model = try Sequential(input: data.training.shape, seed: trial.seed) {
      Flatten()
      Dense(units: 128, activation: .tanh)
      Dropout(rate: 0.2)
      Dense(units: 3)
    }
    let rate = try #require(trial.setting.learningRate)
    model.compile(
      optimizer: Adam(learningRate: LearningRate(rate)), metrics: [.accuracy], threads: 1)
    try model.fit(data.training, batchSize: 16, epochs: 2, verbose: .silent)
    #expect(model.sha256 == trial.weights)
  }

  /// Stopped after each of several numbers of reports, and taken up again in another object.
  @Test(arguments: [1, 3, 8, 20])
  func stoppedSweepGoesOnToTheSameEnd(reports: Int) throws {
    let place = try TemporaryStore()
    let undisturbed = try place.run(TinyData.sweep, in: "undisturbed.sqlite")
    let path = place.path()
    let shouldStop = Atomic(false)
    do {
      let store = try ExperimentStore(writing: path)
      try store.add(SweepPlan(TinyData.sweep))
      var count = 0
      let ending = try SweepRunner(store, data: TinyData.make(), threads: 2).run {
        shouldStop.load(ordering: .relaxed)
      } onProgress: { _ in
        count += 1
        if count == reports { shouldStop.store(true, ordering: .relaxed) }
      }
      if case .finished = ending { Issue.record("It came to its end before it was stopped.") }
    }
    let store = try ExperimentStore(writing: path)
    try SweepRunner(store, data: TinyData.make(), threads: 2).run()
    #expect(try store.record().content == undisturbed.content)
  }

  @Test func halvingKeepsTheBestOfEachRung() throws {
    var sweep = TinyData.sweep
    sweep.activations = [.relu, .tanh, .elu()]
    sweep.learningRates = .list([0.0001, 0.03])
    sweep.epochs = 4
    sweep.halving = .init(eta: 2)
    let place = try TemporaryStore()
    let record = try place.run(sweep)
    let groups = stride(from: 0, to: 24, by: 2).map { Array(record.trials[$0..<$0 + 2]) }
    func score(_ group: [TrialRecord], _ epochs: Int) -> Double {
      group.map { $0.history[epochs - 1].validationAccuracy }.reduce(0, +)
    }
    var alive = Array(groups.indices)
    for (rung, kept) in [(1, 6), (2, 3)] {
      let ranked = alive.sorted {
        (score(groups[$0], rung), $1) > (score(groups[$1], rung), $0)
      }
      for number in ranked.dropFirst(kept) {
        #expect(groups[number].allSatisfy { $0.state == .dropped && $0.history.count == rung })
      }
      alive = Array(ranked.prefix(kept))
    }
    #expect(alive.allSatisfy { groups[$0].allSatisfy { $0.state == .finished } })
    // What goes on from a rung is what would have been trained in one go.
    sweep.halving = nil
    let whole = try place.run(sweep, in: "whole.sqlite")
    for number in alive {
      #expect(
        groups[number].map(\.weights) == whole.trials[number * 2..<number * 2 + 2].map(\.weights))
    }
    #expect(try place.content == ["store.sqlite", "whole.sqlite"])
  }

  @Test func divergingIsAResult() throws {
    var sweep = TinyData.sweep
    sweep.optimizers = [.sgd]
    sweep.activations = [.exponential]
    sweep.learningRates = .list([0.01, 1e6])
    let place = try TemporaryStore()
    let record = try place.run(sweep)
    #expect(record.trials.suffix(2).allSatisfy { $0.state == .diverged && $0.weights == nil })
    #expect(record.trials.suffix(2).allSatisfy { $0.accuracy == nil })
    #expect(record.chosen?.learningRate == 0.01)
  }

  /// LeNet-5 needs larger pictures.
  @Test func whatCannotBeTrainedFailsWithAReason() throws {
    var sweep = TinyData.sweep
    sweep.models = ["dense", "lenet5"]
    sweep.optimizers = [.adam]
    sweep.activations = [.relu]
    let place = try TemporaryStore()
    let record = try place.run(sweep)
    let failed = record.trials.filter { $0.setting.model == "lenet5" }
    #expect(failed.count == 9)
    #expect(failed.allSatisfy { $0.state == .failed && $0.failure?.isEmpty == false })
    #expect(record.chosen?.model == "dense")
  }

  @Test func sharesMergeToTheWhole() throws {
    let place = try TemporaryStore()
    let whole = try place.run(TinyData.sweep, in: "whole.sqlite")
    for index in 0..<3 {
      let share = try #require(WorkerShare(index: index, count: 3))
      let record = try place.run(TinyData.sweep, share: share, in: "\(index).sqlite")
      #expect(record.chosen == nil && record.testAccuracy == nil)
    }
    let paths = [2, 0, 1].map { place.path("\($0).sqlite") }
    let (store, name) = try ExperimentStore.merge(paths, into: place.path("merged.sqlite"))
    try SweepRunner(store, sweep: name, data: TinyData.make()).run()
    #expect(try store.record().content == whole.content)
  }
}
