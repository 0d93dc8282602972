import ArgumentParser
import Experiments
import Foundation

/// `digits experiment show`: how far a sweep is, and what it has found.
struct ExperimentShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a sweep: its settings, the best first, and its findings.")

  @OptionGroup var choice: SweepChoice

  @Option(help: "Settings to show.")
  var top = 20

  func validate() throws {
    guard top > 0 else { throw ValidationError("Expected a positive number for --top.") }
  }

  func run() throws {
    let record = try ExperimentStore(reading: choice.store).record(of: choice.name)
    let analysis = SweepAnalysis(record)
    let done = record.trials.count { ![.waiting, .running].contains($0.state) }
    print(
      "\(record.name): \(done) of \(record.trials.count) trainings done in "
        + String(format: "%.0f s", record.seconds) + "\n")
    let rows = analysis.settings.prefix(top).map { result in
      [
        result.mean.map { percent($0) } ?? "–", result.spread.map { "± " + percent($0) } ?? "",
        "\(result.accuracies.count)", "\(result.setting)",
      ]
    }
    print(PlainTable([["mean", "deviation", "seeds", "setting"]] + rows))
    let left = analysis.settings.count - rows.count
    if left > 0 { print("and \(left) more") }
    print("")
    for finding in analysis.findings { print(finding.sentence) }
    for failure in Set(record.trials.compactMap(\.failure)).sorted() { print("Failed: \(failure)") }
    if let chosen = record.chosen, let accuracy = record.testAccuracy {
      print("Chosen on validation, and tested once: \(chosen): \(percent(accuracy)).")
    }
  }
}

/// `digits experiment compare`: which differences are larger than what seeds alone bring about.
struct ExperimentCompare: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare each setting with the best: is the difference larger than seed noise?")

  @OptionGroup var choice: SweepChoice

  func run() throws {
    let record = try ExperimentStore(reading: choice.store).record(of: choice.name)
    let analysis = SweepAnalysis(record)
    guard let best = analysis.best else {
      throw Failure("\(record.name) has no result yet.", code: Failure.dataError)
    }
    func points(_ share: Double) -> String { String(format: "%.2f", share * 100) }
    let rows = analysis.differences.map { one in
      let interval = one.jointInterval.map {
        "\(points($0.lowerBound)) to \(points($0.upperBound))"
      }
      let verdict =
        switch one.verdict {
        // Only one of which some trainings are still to come can be ahead of the best.
        case .larger where one.mean < 0: "ahead, but not all of its trainings have ended well"
        case .larger: "larger than seed noise"
        case .notSeen: "no difference"
        case .unknown: "one seed tells nothing of noise"
        }
      return [one.second, points(one.mean), interval ?? "", verdict]
    }
    print("\(best.name) is the best: \(percent(best.mean)). In percentage points it is ahead of\n")
    print(PlainTable([["setting", "by", "95 % interval of all", ""]] + rows))
  }
}
