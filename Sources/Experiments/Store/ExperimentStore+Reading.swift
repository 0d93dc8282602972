public import Foundation
internal import GRDB

/// A sweep in a few words.
public struct SweepSummary: Codable, Hashable, Sendable, Identifiable {
  /// Its name in the store.
  public let name: String
  /// When it was begun.
  public let begunAt: Date
  /// Seconds that it has worked.
  public let seconds: Double
  /// What it compares.
  public let specification: SweepSpecification
  /// The worker whose share it is; nil if it is the whole sweep.
  public let worker: WorkerShare?
  /// How many trainings are in which state.
  public let counts: [TrialRecord.State: Int]
  /// The chosen setting's accuracy on the test set, once it is measured.
  public let testAccuracy: Double?

  /// The name.
  public var id: String { name }
  /// Trainings of which nothing is left to do, and all of them.
  public var done: Int { total - (counts[.waiting] ?? 0) - (counts[.running] ?? 0) }
  /// All trainings.
  public var total: Int { counts.values.reduce(0, +) }
}

extension ExperimentStore {
  /// Another process, or this one, is running a sweep in the store.
  public var isInUse: Bool { StoreLock.isTaken(path) }

  /// All sweeps, the oldest first.
  ///
  /// - Throws: ``StoreError``.
  public func sweeps() throws(StoreError) -> [SweepSummary] {
    try trying {
      try queue.read { database in
        try Row.fetchAll(
          database, sql: "SELECT * FROM sweep JOIN time ON time.sweep = sweep.id ORDER BY id"
        ).map { try Self.summary($0, database) }
      }
    }
  }

  private static func summary(_ row: Row, _ database: Database) throws -> SweepSummary {
    let id: Int64 = row["id"]
    let counts = try Row.fetchAll(
      database, sql: "SELECT state, COUNT(*) AS count FROM trial WHERE sweep = ? GROUP BY state",
      arguments: [id])
    return SweepSummary(
      name: row["name"], begunAt: Date(timeIntervalSince1970: row["begun"]),
      seconds: row["seconds"],
      specification: try StoredJSON.value(row["specification"]),
      worker: (row["worker"] as String?).flatMap { WorkerShare($0) },
      counts: try counts.reduce(into: [:]) { $0[try StoredJSON.name($1["state"])] = $1["count"] },
      testAccuracy: row["testAccuracy"])
  }

  /// A sweep with all its trainings.
  ///
  /// - Parameter name: Its name; the latest one if nil.
  /// - Throws: ``StoreError``.
  public func record(of name: String? = nil) throws(StoreError) -> SweepRecord {
    try stored(name).record
  }

  /// A sweep as the store holds it, with what its runner needs.
  struct StoredSweep {
    let id: Int64
    let specification: SweepSpecification
    let worker: WorkerShare?
    /// The setting's number of each training.
    let groups: [Int]
    let record: SweepRecord
  }

  func stored(_ name: String?) throws(StoreError) -> StoredSweep {
    let isThere = name.map { ("name = ?", StatementArguments([$0])) } ?? ("1", StatementArguments())
    return try trying {
      try queue.read { database in
        let row = try Row.fetchOne(
          database,
          sql: """
            SELECT * FROM sweep JOIN time ON time.sweep = sweep.id WHERE \(isThere.0)
            ORDER BY id DESC LIMIT 1
            """, arguments: isThere.1)
        guard let row else { throw StoreError.noSweep(path: path, name: name) }
        return try Self.stored(row, database)
      }
    }
  }

  private static func stored(_ row: Row, _ database: Database) throws -> StoredSweep {
    let id: Int64 = row["id"]
    let histories = try histories(id, database)
    let rows = try Row.fetchAll(
      database, sql: "SELECT * FROM trial WHERE sweep = ? ORDER BY number", arguments: [id])
    let trials = try rows.map { row in
      let number: Int = row["number"]
      return TrialRecord(
        id: number, phase: try StoredJSON.name(row["phase"]),
        setting: try StoredJSON.value(row["content"]),
        seed: UInt64(bitPattern: row["seed"]), epochs: row["epochs"],
        state: try StoredJSON.name(row["state"]), history: histories[number] ?? [],
        failure: row["failure"], weights: row["weights"])
    }
    return StoredSweep(
      id: id, specification: try StoredJSON.value(row["specification"]),
      worker: (row["worker"] as String?).flatMap { WorkerShare($0) },
      groups: rows.map { $0["setting"] },
      record: SweepRecord(
        name: row["name"], begunAt: Date(timeIntervalSince1970: row["begun"]), trials: trials,
        chosen: try (row["chosen"] as String?).map { try StoredJSON.value($0) },
        testAccuracy: row["testAccuracy"], seconds: row["seconds"]))
  }

  private static func histories(
    _ sweep: Int64, _ database: Database
  ) throws -> [Int: [TrialRecord.Epoch]] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT epoch.*, COALESCE(seconds, 0) AS seconds FROM epoch
        LEFT JOIN duration ON duration.sweep = epoch.sweep AND duration.trial = epoch.trial
          AND duration.epoch = epoch.number
        WHERE epoch.sweep = ? ORDER BY epoch.trial, epoch.number
        """, arguments: [sweep])
    var histories: [Int: [TrialRecord.Epoch]] = [:]
    while let row = try rows.next() {
      histories[row["trial"], default: []].append(
        TrialRecord.Epoch(
          loss: row["loss"], accuracy: row["accuracy"], validationLoss: row["validationLoss"],
          validationAccuracy: row["validationAccuracy"], seconds: row["seconds"]))
    }
    return histories
  }
}
