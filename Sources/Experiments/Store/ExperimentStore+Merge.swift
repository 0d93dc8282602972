internal import Foundation

extension ExperimentStore {
  /// Joins the shares of workers into one sweep, as one process alone would have stored it.
  ///
  /// What the setting that comes out best makes of the test set is measured when the sweep goes on.
  /// - Parameters:
  ///   - paths: Stores of all workers, in any order.
  ///   - target: The store to write into.
  ///   - name: The sweep's name in them; the latest one of each if nil.
  /// - Returns: The store that was written into, and the sweep's name there.
  /// - Throws: ``StoreError``; then nothing is written.
  public static func merge(
    _ paths: [String], into target: String, named name: String? = nil
  ) throws(StoreError) -> (store: ExperimentStore, name: String) {
    var shares: [(path: String, sweep: StoredSweep)] = []
    for path in paths {
      let share = try ExperimentStore(reading: path).stored(name)
      shares.append((path, share))
    }
    guard let first = shares.first else { throw .shares("none is named") }
    try check(shares, first.sweep)
    let trials = shares.flatMap { share in
      zip(share.sweep.groups, share.sweep.record.trials).map {
        SweepPlan.PlannedTrial(group: $0, record: $1)
      }
    }.sorted { $0.record.id < $1.record.id }
    guard let plan = try? SweepPlan(first.sweep.specification),
      plan.trials.map(\.record.id) == trials.map(\.record.id)
    else { throw .shares("their \(trials.count) trainings are not those of the sweep") }
    let store = try ExperimentStore(writing: target)
    let merged = try store.add(
      first.sweep.specification, nil, trials, named: name ?? first.sweep.record.name,
      begunAt: shares.map(\.sweep.record.begunAt).min() ?? Date(),
      seconds: shares.map(\.sweep.record.seconds).max() ?? 0)
    return (store, merged)
  }

  /// There is one share of each worker.
  private static func check(
    _ shares: [(path: String, sweep: StoredSweep)], _ first: StoredSweep
  ) throws(StoreError) {
    var seen: [Int: String] = [:]
    for (path, sweep) in shares {
      guard let worker = sweep.worker else {
        throw .shares("\(path) holds a whole sweep, not a worker's share")
      }
      guard sweep.specification == first.specification, worker.count == first.worker?.count,
        sweep.record.name == first.record.name
      else { throw .shares("\(path) holds a share of another sweep") }
      if let other = seen.updateValue(path, forKey: worker.index) {
        throw .shares("\(other) and \(path) both hold the share of worker \(worker)")
      }
    }
    let count = first.worker?.count ?? 0
    if let missing = (0..<count).first(where: { seen[$0] == nil }) {
      throw .shares("the share of worker \(missing)/\(count) is not among them")
    }
  }
}
