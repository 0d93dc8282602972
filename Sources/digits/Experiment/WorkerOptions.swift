import ArgumentParser
import Experiments
import Foundation

/// Which part of a sweep this process takes: from the command line, or from what clusters set.
struct WorkerOptions: ParsableArguments {
  @Option(
    help: """
      Train share I of N, numbered from 0; "0/1" is all of it. Default: what Slurm's job arrays, \
      Kubernetes' indexed jobs and Open MPI say, and all of it elsewhere.
      """)
  var worker: String?

  @Option(help: "How many workers there are, where Kubernetes says only which this is.")
  var workers: Int?

  func validate() throws {
    if let workers, !(1...100_000).contains(workers) {
      throw ValidationError("Expected 1 to 100000 for --workers; received \(workers).")
    }
    if let worker, WorkerShare(worker) == nil {
      throw ValidationError(
        "Expected --worker I/N with I from 0 to below N; received “\(worker)”.")
    }
    if worker != nil, workers != nil {
      throw ValidationError("--worker I/N says how many there are: leave out --workers.")
    }
  }

  /// The share; nil for all of it.
  ///
  /// - Parameter environment: What the cluster set.
  /// - Throws: `Failure` if what it set makes no share.
  func share(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> WorkerShare? {
    let share = try worker.map { WorkerShare($0) } ?? fromCluster(environment)
    return share?.count == 1 ? nil : share
  }

  private func fromCluster(_ environment: [String: String]) throws -> WorkerShare? {
    func number(_ name: String) throws -> Int? {
      guard let text = environment[name], !text.isEmpty else { return nil }
      guard let number = Int(text) else {
        throw Failure("\(name) is “\(text)”, which is no number.", code: Failure.usage)
      }
      return number
    }
    func share(_ name: String, _ index: Int, _ count: Int) throws -> WorkerShare {
      guard let share = WorkerShare(index: index, count: count) else {
        throw Failure(
          "\(name) makes this worker \(index) of \(count), which is none of them: number them "
            + "without gaps, or give --worker.", code: Failure.usage)
      }
      return share
    }
    if let id = try number("SLURM_ARRAY_TASK_ID") {
      guard let count = try workers ?? number("SLURM_ARRAY_TASK_COUNT") else { return nil }
      let first = try number("SLURM_ARRAY_TASK_MIN") ?? 0
      let step = max(1, try number("SLURM_ARRAY_TASK_STEP") ?? 1)
      return try share("SLURM_ARRAY_TASK_ID", (id - first) / step, count)
    }
    if let index = try number("JOB_COMPLETION_INDEX") {
      guard let workers else {
        throw Failure(
          "JOB_COMPLETION_INDEX says which worker this is, but not of how many: give --workers N, "
            + "or --worker 0/1 for all of the sweep.", code: Failure.usage)
      }
      return try share("JOB_COMPLETION_INDEX", index, workers)
    }
    if let rank = try number("OMPI_COMM_WORLD_RANK"),
      let size = try workers ?? number("OMPI_COMM_WORLD_SIZE")
    {
      return try share("OMPI_COMM_WORLD_RANK", rank, size)
    }
    guard workers == nil else {
      throw Failure(
        "--workers needs to know which this is: give --worker I/N.", code: Failure.usage)
    }
    return nil
  }

  /// Each worker has a store of its own: SQLite cannot be trusted where machines share files.
  static func store(_ path: String, for share: WorkerShare?) -> String {
    guard let share else { return path }
    let url = URL(filePath: path)
    let ending = url.pathExtension.isEmpty ? "" : ".\(url.pathExtension)"
    return "\(path.dropLast(ending.count))-\(share.index)-of-\(share.count)\(ending)"
  }
}
