import ArgumentParser
import Experiments
import Foundation
import NeuralNetwork
import Runs

/// `digits experiment run`, which may also be called without its name: begins a sweep, or goes on
/// with one.
struct ExperimentRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a sweep, or go on with one.",
    discussion: Experiment.configuration.discussion)

  @OptionGroup(title: "What is compared") var sweep: SweepOptions
  @OptionGroup var choice: SweepChoice
  @OptionGroup(title: "Several machines") var workers: WorkerOptions

  @Option(help: "Write the report into this directory when all is done.")
  var report: String?

  @Flag(
    help: """
      Go on with the sweep in the store. With options that say what is compared, it must be that \
      sweep, and is begun if there is none.
      """)
  var resume = false

  @Option(help: "Trainings at a time. Default: one for every core.")
  var threads: Int?

  func validate() throws {
    try ExperimentReport.check(report)
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("Expected 1 to 256 for --threads; received \(threads).")
    }
  }

  func run() throws {
    let share = try workers.share()
    if share != nil, report != nil {
      throw Failure(
        "A worker's share has no report: give --report to digits experiment merge.",
        code: Failure.usage)
    }
    let path = WorkerOptions.store(choice.store, for: share)
    let plan = resume && sweep.isEmpty ? nil : try SweepPlan(sweep.specification(), share: share)
    if plan == nil { _ = try ExperimentStore(reading: path).record(of: choice.name) }
    // Whatever is wrong with the pictures shows before anything is written.
    let specification = try plan?.specification ?? stored(path).specification
    let data = try SweepData(specification.dataset.load())
    let store = try ExperimentStore(writing: path)
    let name = try begin(plan, in: store)
    try SweepSession(store, name, data, threads: threads, isNamed: choice.name != nil)
      .run(report: report)
  }

  private func stored(_ path: String) throws -> SweepSummary {
    let sweeps = try ExperimentStore(reading: path).sweeps()
    let found = choice.name.map { name in sweeps.first { $0.name == name } } ?? sweeps.last
    guard let found else { throw StoreError.noSweep(path: path, name: choice.name) }
    return found
  }

  /// The sweep's name, once it is in the store.
  private func begin(_ plan: SweepPlan?, in store: ExperimentStore) throws -> String {
    guard let plan else { return try stored(store.path).name }
    let earlier = try store.sweeps()
    let found = choice.name.map { name in earlier.first { $0.name == name } } ?? earlier.last
    if resume, let found {
      guard found.specification == plan.specification, found.worker == plan.share else {
        throw Failure(
          "\(store.path) holds another sweep under the name \(found.name): leave out the options "
            + "that say what is compared, or give another --name.", code: Failure.usage)
      }
      return found.name
    }
    return try store.add(plan, named: choice.name)
  }
}
