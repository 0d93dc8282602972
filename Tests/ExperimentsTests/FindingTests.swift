import NeuralNetwork
import Runs
import Testing

@testable import Experiments

/// The report's claims, computed once more from the record, in another way.
struct FindingTests {
  private let record = PlausibleSweep.eightyOne.record(seed: 7)

  /// Accuracies by name, in the order of the seeds, of what is finished.
  private var accuracies: [String: [Double]] {
    var table: [String: [Double]] = [:]
    for trial in record.trials.sorted(by: { $0.seed < $1.seed })
    where trial.phase == .comparison && trial.state == .finished {
      let name = "\(trial.setting.optimizer.rawValue) · \(trial.setting.activation.name)"
      table[name, default: []].append(trial.history.last?.validationAccuracy ?? 0)
    }
    return table
  }

  @Test func bestSetting() throws {
    let finding = SweepReport(record).findings[0]
    let means = accuracies.filter { $0.value.count == 3 }.mapValues { $0.reduce(0, +) / 3 }
    let best = try #require(means.max { $0.value < $1.value })
    #expect(finding.kind == .setting)
    #expect(finding.best == best.key)
    #expect(abs((finding.accuracy ?? 0) - best.value) < 1e-12)
    #expect(means.count == 80)
    let noise = try #require(
      SeedNoise(accuracies.values.filter { $0.count == 3 }, resolution: 1 / 6_000))
    let alike = try means.keys.filter { name in
      guard name != best.key else { return false }
      let pairs = zip(try #require(accuracies[best.key]), try #require(accuracies[name]))
      return Self.probability(pairs.map { $0 - $1 }, noise) * (80 * 79 / 2) >= 0.05
    }
    #expect(Set(finding.alike) == Set(alike))
    #expect(finding.sentence.contains(best.key))
    #expect(finding.sentence.contains(Writing.percent(best.value)))
  }

  @Test(arguments: [Knob.optimizer, .activation])
  func levels(knob: Knob) throws {
    let finding = try #require(SweepReport(record).findings.first { $0.knob == knob })
    // All that share a row or a column with what diverged count for none.
    let names = accuracies.keys.map { $0.split(separator: " · ").map(String.init) }
    let place = knob == .optimizer ? 0 : 1
    let levels = Set(names.map { $0[place] })
    let rests = Set(names.map { $0[1 - place] }).filter { rest in
      levels.allSatisfy { level in
        accuracies[place == 0 ? "\(level) · \(rest)" : "\(rest) · \(level)"]?.count == 3
      }
    }
    #expect(rests.count == 8)
    let bySeed = Dictionary(
      uniqueKeysWithValues: levels.map { level in
        let rows = rests.compactMap { rest in
          accuracies[place == 0 ? "\(level) · \(rest)" : "\(rest) · \(level)"]
        }
        return (
          level, (0..<3).map { seed in rows.reduce(0) { $0 + $1[seed] } / Double(rows.count) }
        )
      })
    let order = bySeed.sorted { $0.value.reduce(0, +) > $1.value.reduce(0, +) }
    #expect(finding.best == order[0].key)
    #expect(abs((finding.accuracy ?? 0) - order[0].value.reduce(0, +) / 3) < 1e-12)
    #expect(finding.next?.second == order[1].key)
    #expect(finding.last?.second == order[8].key)
    let next = zip(order[0].value, order[1].value).map { $0 - $1 }
    #expect(abs((finding.next?.mean ?? 0) - next.reduce(0, +) / 3) < 1e-12)
    let noise = try #require(
      SeedNoise(Array(bySeed.values), resolution: 1 / 6_000 / 8.0.squareRoot()))
    let (error, degrees) = Self.error(next, noise)
    let reach = error * StudentT(degreesOfFreedom: degrees).value(beyondWhich: 0.05)
    #expect(abs((finding.next?.interval?.upperBound ?? 0) - next.reduce(0, +) / 3 - reach) < 1e-9)
    let worse = order.dropFirst().filter { level in
      Self.probability(
        zip(order[0].value, level.value).map { $0 - $1 }, noise) * 36 < 0.05
    }.map(\.key)
    #expect(finding.worse == worse)
    #expect(finding.alike == order.dropFirst().map(\.key).filter { !worse.contains($0) })
    #expect(!worse.isEmpty)
  }

  @Test func trouble() throws {
    let finding = try #require(SweepReport(record).findings.last)
    let compared = record.trials.filter { $0.phase == .comparison }
    #expect(finding.kind == .trouble)
    #expect(finding.trials == compared.count)
    #expect(finding.diverged == compared.count { $0.state == .diverged })
    #expect(finding.diverged == 3)
    #expect(finding.divergedAt == ["lion · selu"])
    #expect(finding.failed == 0)
    let seconds = ["muon", "sgd"].map { name in
      let all = compared.filter { $0.setting.optimizer.rawValue == name }
        .flatMap { $0.history.map(\.seconds) }.sorted()
      return all[(all.count - 1) / 2]
    }
    #expect(finding.slowest == "muon" && finding.fastest == "sgd")
    #expect(abs((finding.slowness ?? 0) - seconds[0] / seconds[1]) < 1e-12)
  }

  private static func error(_ values: [Double], _ noise: SeedNoise) -> (Double, degrees: Double) {
    let mean = values.reduce(0, +) / 3
    let own = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2
    let (variance, degrees) = noise.moderated(own, degreesOfFreedom: 2)
    return ((variance / 3).squareRoot(), degrees)
  }

  private static func probability(_ values: [Double], _ noise: SeedNoise) -> Double {
    let (error, degrees) = error(values, noise)
    return StudentT(degreesOfFreedom: degrees)
      .probability(beyond: values.reduce(0, +) / 3 / error)
  }
}
