import NeuralNetwork
import Runs
import Testing

@testable import Experiments

/// What is reported of sweeps whose truth is known.
struct PlantedSweepTests {
  /// Equal settings: the chance of any difference is the promised one at most.
  @Test(arguments: [(seeds: 3, pictures: 6_000.0), (5, 6_000), (3, 1_000), (10, 6_000)])
  func equalsAreDifferentNoMoreOftenThanPromised(seeds: Int, pictures: Double) {
    let sweeps = 200
    var (settings, optimizers, careless) = (0, 0, 0)
    for number in 0..<sweeps {
      var sweep = PlausibleSweep(
        optimizers: PlausibleSweep.nineOptimizers, activations: [.relu, .tanh], seeds: seeds,
        epochs: 1, pictures: pictures)
      sweep.accuracy = { _ in 0.975 }
      let analysis = SweepAnalysis(sweep.record(seed: UInt64(number * 31 + seeds)))
      if analysis.differences.contains(where: { $0.verdict == .larger }) { settings += 1 }
      let knob = analysis.knobs.first { $0.knob == .optimizer }?.differences ?? []
      if knob.contains(where: { $0.verdict == .larger }) { optimizers += 1 }
      // What would happen without the correction: the test can fail.
      if knob.contains(where: { ($0.probability ?? 1) < 0.05 }) { careless += 1 }
    }
    // 5 % of 200 are 10; three standard deviations more are 19.
    #expect(settings <= 19, "any setting, of \(sweeps)")
    #expect(optimizers <= 19, "any optimizer, of \(sweeps)")
    #expect(careless > 40, "without correction, of \(sweeps)")
  }

  /// One setting that gets stuck now and then must not hide all others.
  @Test func oneStuckTrainingHidesNothing() {
    var record = PlausibleSweep.eightyOne.record(seed: 3)
    let before = SweepAnalysis(record).topGroup?.count ?? 0
    let stuck = record.trials.lastIndex { $0.phase == .comparison && $0.setting.optimizer == .sgd }
    record.trials[stuck ?? 0].history[2].validationAccuracy = 0.113
    let after = SweepAnalysis(record).topGroup?.count ?? 0
    #expect(before < 40)
    #expect(after <= before + 5)
  }

  /// Of equals that are not equally noisy: half of them, or a few, are several times noisier.
  @Test(arguments: [(activations: 1, every: 2, times: 4.0), (9, 2, 4), (9, 13, 5), (9, 13, 16)])
  func unequalNoiseIsBorne(activations: Int, every: Int, times: Double) {
    var errors = 0
    for number in 0..<200 {
      var random = PlausibleSweep.Random(state: UInt64(number))
      var record = PlausibleSweep(
        optimizers: PlausibleSweep.nineOptimizers,
        activations: Array(PlausibleSweep.nineActivations.prefix(activations)), epochs: 1
      ).record(seed: UInt64(number))
      for index in record.trials.indices {
        let noise = index / 3 % every == 0 ? 0.001 * times : 0.001
        record.trials[index].state = .finished
        record.trials[index].history[0].validationAccuracy = 0.97 + noise * random.normal()
      }
      let analysis = SweepAnalysis(record)
      if analysis.differences.contains(where: { $0.verdict == .larger }) { errors += 1 }
    }
    // 5 % of 200 are 10, 13 % 26 for the few; three standard deviations more are 19 and 40. A t test with
    // the noise of all taken for that of each has some 50 and 80.
    #expect(errors <= (every > 2 ? 40 : 19))
  }

  @Test func equalsAreReportedAsNoDifference() throws {
    var sweep = PlausibleSweep.eightyOne
    sweep.accuracy = { _ in 0.975 }
    let findings = SweepReport(sweep.record(seed: 5)).findings
    #expect(findings.map(\.kind) == [.setting, .noDifference, .noDifference, .trouble])
    #expect(findings[0].alike.count == 80)
    #expect(findings[0].sentence.contains("no difference can be seen"))
    #expect(findings[1].sentence.hasPrefix("No difference can be seen between the optimizers"))
    #expect(findings[2].sentence.hasPrefix("No difference can be seen between the activations"))
  }

  /// A difference of ten times the noise is seen with five seeds, as good as always.
  @Test func largeDifferencesAreSeen() {
    var seen = 0
    for number in 0..<100 {
      var sweep = PlausibleSweep(
        optimizers: PlausibleSweep.nineOptimizers, activations: [.relu, .tanh], seeds: 5, epochs: 1,
        noise: 0.001)
      sweep.accuracy = { $0.optimizer == .muon ? 0.98 : 0.97 }
      let finding = SweepReport(sweep.record(seed: UInt64(number))).findings[1]
      if finding.kind == .clearLevel, finding.best == "muon" { seen += 1 }
    }
    #expect(seen >= 95)
  }

  /// An activation that only shifts all optimizers alike is no noise to their comparison.
  @Test func otherKnobsAreNoNoise() throws {
    var sweep = PlausibleSweep(
      optimizers: [.sgd, .adam], activations: [.relu, .sigmoid], seeds: 3, noise: 0.0002)
    sweep.accuracy = {
      ($0.optimizer == .adam ? 0.97 : 0.96) - ($0.activation == .sigmoid ? 0.2 : 0)
    }
    let finding = try #require(
      SweepReport(sweep.record()).findings.first { $0.knob == .optimizer })
    #expect(finding.kind == .clearLevel)
    #expect(abs((finding.next?.mean ?? 0) - 0.01) < 0.001)
  }
}
