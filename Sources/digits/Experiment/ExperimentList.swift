import ArgumentParser
import Experiments
import Foundation

/// `digits experiment list`: the sweeps of a store.
struct ExperimentList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the sweeps of a store.")

  @Option(help: "File of the sweeps.")
  var store = SweepChoice.defaultStore

  func run() throws {
    let store = try ExperimentStore(reading: store)
    var rows = [["name", "begun", "done", "state", "tested", "compares"]]
    let sweeps = try store.sweeps()
    // One at a time, and between two trainings none of its own runs.
    let busy = sweeps.last { $0.counts[.running, default: 0] > 0 } ?? sweeps.last
    let atWork = store.isInUse ? busy?.name : nil
    for sweep in sweeps {
      rows.append([
        sweep.name, Self.date(sweep.begunAt), "\(sweep.done)/\(sweep.total)",
        sweep.done == sweep.total ? "done" : sweep.name == atWork ? "running" : "interrupted",
        sweep.testAccuracy.map { percent($0) } ?? "–", sweep.specification.summary,
      ])
    }
    print(PlainTable(rows))
  }

  private static func date(_ date: Date) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.dateFormat = "yyyy-MM-dd HH:mm"
    return formatter.string(from: date)
  }
}

extension SweepSpecification {
  /// The knobs that are turned, such as `9 optimizers × 9 activations × 3 seeds, 3 epochs`.
  fileprivate var summary: String {
    let knobs = [
      (models.count, "models"), (optimizers.count, "optimizers"),
      (activations.count, "activations"), (schedules.count, "schedules"),
      (augmentation.count, "augmentations"),
    ].filter { $0.0 > 1 }.map { "\($0.0) \($0.1)" }
    let numbers = [
      (learningRates, "learning rates"), (batchSizes, "batch sizes"), (dropouts, "dropouts"),
      (widths, "widths"),
    ].compactMap { choices, name -> String? in
      switch choices {
      case .list(let list) where list.count > 1: "\(list.count) \(name)"
      case .range: "a range of \(name)"
      default: nil
      }
    }
    let all = knobs + numbers + ["\(seeds.count) seed\(seeds.count == 1 ? "" : "s")"]
    return all.joined(separator: " × ") + ", \(epochs) epoch\(epochs == 1 ? "" : "s")"
  }
}
