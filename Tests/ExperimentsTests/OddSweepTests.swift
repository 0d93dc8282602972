import Figures
import Foundation
import NeuralNetwork
import Runs
import Testing

@testable import Experiments

/// Records that are smaller, larger, or less finished than one would wish.
struct OddSweepTests {
  @Test func noTrials() {
    let record = SweepRecord(
      name: "empty", begunAt: Date(timeIntervalSince1970: 0), trials: [], chosen: nil,
      testAccuracy: nil, seconds: 0)
    let report = SweepReport(record)
    #expect(report.findings.map(\.kind) == [.nothing])
    #expect(report.html.contains("Nothing has ended yet."))
    #expect(report.figures.isEmpty)
  }

  @Test func oneTrial() throws {
    let report = SweepReport(PlausibleSweep(seeds: 1).record())
    #expect(report.findings.map(\.kind) == [.setting, .trouble])
    #expect(report.findings[0].sentence.contains("nothing to compare it with"))
    #expect(report.html.contains("There is one seed only"))
    #expect(report.figures.map(\.name) == ["curves-best", "times", "frontier"])
  }

  @Test func oneSeedClaimsNothing() {
    var sweep = PlausibleSweep.eightyOne
    sweep.seeds = 1
    let report = SweepReport(sweep.record())
    #expect(report.analysis.topGroup == nil)
    #expect(
      report.findings.map(\.kind) == [.setting, .unknownNoise, .unknownNoise, .trouble])
    #expect(report.analysis.differences.allSatisfy { $0.verdict == .unknown })
    #expect(!report.html.contains("larger than noise"))
  }

  @Test func allDiverged() throws {
    var sweep = PlausibleSweep(optimizers: [.sgd, .adam], activations: [.relu, .tanh])
    sweep.accuracy = { _ in nil }
    let report = SweepReport(sweep.record())
    #expect(report.findings.map(\.kind) == [.nothing, .trouble])
    #expect(report.findings[1].sentence.hasPrefix("12 of 12 trainings diverged"))
    #expect(report.html.contains(">diverged</text>"))
    for figure in report.figures { #expect(try figure.figure(nil).png().count > 100) }
  }

  @Test func unfinishedSaysSoFar() {
    var record = PlausibleSweep.eightyOne.record()
    for index in record.trials.indices where index > record.trials.count / 2 {
      record.trials[index].state = .waiting
      record.trials[index].history = []
    }
    let middle = record.trials.count / 2
    record.trials[middle].state = .running
    record.trials[middle].history.removeLast()
    let report = SweepReport(record)
    #expect(report.findings[0].sentence.hasPrefix("So far "))
    #expect(report.findings[1].sentence.contains("so far"))
    #expect(report.html.contains("The sweep is not done"))
    #expect(report.html.contains("Best on validation so far"))
  }

  /// A training without an end must not make its setting the best.
  @Test func incompleteSettingsStandBehindCompleteOnes() {
    var record = PlausibleSweep(optimizers: [.sgd, .adam]).record()
    for index in record.trials.indices where record.trials[index].setting.optimizer == .sgd {
      record.trials[index].history[2].validationAccuracy = 0.99
    }
    record.trials[0].state = .diverged
    let analysis = SweepAnalysis(record)
    #expect(analysis.settings.map(\.name) == ["adam", "sgd"])
    #expect(analysis.best?.name == "adam")
    #expect(analysis.topGroup?.map(\.name) == ["adam", "sgd"])
  }

  /// Successive halving leaves trainings behind that are no equals.
  @Test func shorterTrainingsAreNotCompared() {
    var record = PlausibleSweep(optimizers: [.sgd, .adam, .muon]).record()
    for index in record.trials.indices where record.trials[index].setting.optimizer == .muon {
      record.trials[index].state = .dropped
      record.trials[index].history.removeLast()
    }
    let analysis = SweepAnalysis(record)
    #expect(analysis.settings.last?.mean == nil)
    #expect(analysis.knobs[0].levels.map(\.name).sorted() == ["adam", "sgd"])
    #expect(analysis.knobs[0].leftOut == ["muon"])
  }

  /// Settings drawn at random share nothing, so no knob can be compared.
  @Test func randomSearchComparesSettingsOnly() throws {
    var record = PlausibleSweep(optimizers: [.sgd, .adam, .muon]).record()
    let activations: [ActivationFunction] = [.relu, .tanh, .mish]
    for index in record.trials.indices {
      record.trials[index].setting.activation = activations[index / 3]
    }
    let report = SweepReport(record)
    #expect(report.findings.map(\.kind) == [.setting, .notComparable, .notComparable, .trouble])
    #expect(report.html.contains("they cannot be compared"))
  }

  @Test func thousandsOfTrials() throws {
    let sweep = PlausibleSweep(
      optimizers: PlausibleSweep.nineOptimizers, activations: PlausibleSweep.nineActivations,
      batchSizes: [16, 32, 64, 128, 256], widths: [0.5, 1, 2, 4])
    let record = sweep.record()
    #expect(record.trials.count == 4_860)
    let report = SweepReport(record)
    let page = report.html
    #expect(page.utf8.count < 800_000)
    #expect(page.contains("left out; trials.csv holds all."))
    #expect(report.figures.map(\.name).contains("parallel"))
  }

  @Test func ratesAtTheEdgeAreNamed() throws {
    var record = PlausibleSweep(optimizers: [.sgd, .adam], rates: [0.001, 0.01, 0.1]).record()
    for index in record.trials.indices where record.trials[index].phase == .comparison {
      record.trials[index].setting.learningRate =
        record.trials[index].setting.optimizer == .sgd ? 0.1 : 0.01
    }
    let report = SweepReport(record)
    #expect(report.analysis.searches.map(\.place) == [.highest, .inside])
    #expect(report.analysis.searches.map(\.tries.count) == [3, 3])
    let figure = try #require(report.figures.first { $0.name == "learning-rates" })
    #expect(figure.caption.contains("1 rate of 2 lies at the edge"))
    // What was found is no knob of its own.
    #expect(report.analysis.varied.map(\.knob) == [.optimizer])
  }

  @Test func timesAreCensoredWhereNothingCameThere() throws {
    var sweep = PlausibleSweep(optimizers: [.sgd, .muon], noise: 0)
    sweep.accuracy = { $0.optimizer == .muon ? 0.982 : 0.96 }
    let analysis = SweepAnalysis(sweep.record())
    let times = analysis.settings.map { ThresholdTime(0.98, of: $0) }
    #expect(times.map(\.reached) == [3, 0])
    #expect(times[1].median == nil && times[1].range == nil)
    let first = try #require(analysis.settings.first)
    let expected = first.trials.map { $0.history.map(\.seconds).reduce(0, +) }.sorted()
    #expect(times[0].median == expected[1])
    #expect(times[0].range == expected[0]...expected[2])
    #expect(SweepReport(sweep.record()).html.contains(">not reached</text>"))
  }
}
