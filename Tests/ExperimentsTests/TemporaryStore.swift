import Experiments
import Foundation

/// A directory for stores, which goes when the test ends.
final class TemporaryStore {
  private let directory = FileManager.default.temporaryDirectory
    .appending(path: "experiments-tests-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  /// A path in it.
  func path(_ name: String = "store.sqlite") -> String { directory.appending(path: name).path }

  /// Names of all that is in it, sorted.
  var content: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted() }
  }

  /// Runs a sweep in a store to its end.
  func run(
    _ sweep: SweepSpecification, share: WorkerShare? = nil, in name: String = "store.sqlite",
    threads: Int = 2
  ) throws -> SweepRecord {
    let store = try ExperimentStore(writing: path(name))
    let sweepName = try store.add(SweepPlan(sweep, share: share))
    try SweepRunner(store, sweep: sweepName, data: TinyData.make(), threads: threads).run()
    return try store.record(of: sweepName)
  }
}

extension SweepRecord {
  /// All but when and how long.
  var content: SweepRecord {
    var record = self
    record.begunAt = .distantPast
    record.seconds = 0
    for trial in record.trials.indices {
      for epoch in record.trials[trial].history.indices {
        record.trials[trial].history[epoch].seconds = 0
      }
    }
    return record
  }
}
