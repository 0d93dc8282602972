import Experiments
import Foundation

/// A sweep at work, with all that is said about it.
struct SweepSession {
  private let store: ExperimentStore
  private let name: String
  private let runner: SweepRunner
  private let isNamed: Bool

  /// - Parameters:
  ///   - store: Where it is.
  ///   - name: Its name there.
  ///   - data: The pictures.
  ///   - threads: Trainings at a time; one for every core if nil.
  ///   - isNamed: Whoever started it gave its name.
  init(
    _ store: ExperimentStore, _ name: String, _ data: SweepData, threads: Int?, isNamed: Bool
  ) throws {
    self.store = store
    self.name = name
    self.isNamed = isNamed
    runner = try SweepRunner(store, sweep: name, data: data, threads: threads)
  }

  /// Runs it to its end, or until the user or the system asks the program to stop.
  ///
  /// - Parameter report: Where to write the report, if anywhere.
  func run(report: String?) throws {
    // Its handlers note the signals that the sweep asks for.
    _ = Interruption()
    let worker = try store.sweeps().first { $0.name == name }?.worker
    var view = SweepView(name: name, isShared: worker != nil)
    let ending: SweepRunner.Ending
    do {
      ending = try runner.run(shouldStop: { Interruption.exitCode != nil }) { view.show($0) }
    } catch {
      view.finish()
      throw error
    }
    view.finish()
    let record = try store.record(of: name)
    switch ending {
    case .interrupted: throw left(record, report)
    case .finished: try conclude(record, worker, report)
    }
  }

  /// What to type to come back to it.
  private var options: String {
    let store = store.path == SweepChoice.defaultStore ? "" : " --store \(store.path)"
    return store + (isNamed ? " --name \(name)" : "")
  }

  /// Says how to go on; thrown rather than ended with, so that the store is closed.
  private func left(_ record: SweepRecord, _ report: String?) -> Failure {
    let done = record.trials.count { ![.waiting, .running].contains($0.state) }
    StandardError.write(
      """
      Interrupted. \(done) of \(record.trials.count) trainings are done, and kept.
      To go on: digits experiment --resume\(options)\(report.map { " --report \($0)" } ?? "")

      """)
    return Failure(reported: Interruption.exitCode ?? Failure.software)
  }

  private func conclude(
    _ record: SweepRecord, _ worker: WorkerShare?, _ report: String?
  ) throws {
    print("")
    if let worker {
      print(
        """
        Share \(worker) is done. Once all are: digits experiment merge STORE…
        Store     \(store.path)
        """)
      return
    }
    for finding in SweepReport(record).findings.prefix(3) { print(finding.sentence) }
    if let chosen = record.chosen, let accuracy = record.testAccuracy {
      print(
        """

        Chosen on validation: \(chosen).
        Trained on all training digits and tested once: \(percent(accuracy)).
        """)
    }
    print("\nStore     \(store.path)")
    if let report {
      print("Report    \(try ExperimentReport.write(record, to: report))")
    } else {
      print("To read more: digits experiment report DIRECTORY\(options)")
    }
  }
}
