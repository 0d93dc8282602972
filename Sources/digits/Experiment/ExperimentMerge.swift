import ArgumentParser
import Experiments
import Foundation
import Runs

/// `digits experiment merge`: what workers did, as one sweep.
struct ExperimentMerge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Join the stores of all workers of a sweep.",
    discussion: """
      If all its trainings are done, the setting that came out best is then trained on all training \
      digits and tested once, as one process alone would have done.
      """)

  @Argument(help: "The workers' stores, in any order.")
  var stores: [String]

  @Option(help: "Store to join them in.")
  var into = SweepChoice.defaultStore

  @Option(help: "Name of the sweep in the workers' stores. Default: the latest.")
  var name: String?

  @Option(help: "Write the report into this directory.")
  var report: String?

  func validate() throws { try ExperimentReport.check(report) }

  func run() throws {
    var records: [SweepRecord] = []
    for path in stores { records.append(try ExperimentStore(reading: path).record(of: name)) }
    let first = try ExperimentStore(reading: stores[0]).sweeps()
    let specification = (first.first { $0.name == records[0].name } ?? first.last)?.specification
    let data = try SweepData((specification?.dataset ?? .mnist).load())
    let (store, merged) = try ExperimentStore.merge(stores, into: into, named: name)
    let open = records.flatMap(\.trials).count { [.waiting, .running].contains($0.state) }
    guard open == 0 else {
      print(
        """
        \(into) holds \(merged), of which \(open) trainings are still to do.
        To go on: digits experiment --resume --store \(into) --name \(merged)\(report.map { " --report \($0)" } ?? "")
        """)
      return
    }
    try SweepSession(store, merged, data, threads: nil, isNamed: true).run(report: report)
  }
}
