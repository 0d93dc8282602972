internal import Foundation
internal import GRDB

extension ExperimentStore {
  /// Writes a sweep that is about to begin.
  ///
  /// - Parameters:
  ///   - plan: Its trainings.
  ///   - name: Its name; "sweep-1" and so on if nil.
  /// - Returns: Its name.
  /// - Throws: ``StoreError/taken(path:name:)``, or what is wrong with the store.
  @discardableResult
  public func add(_ plan: SweepPlan, named name: String? = nil) throws(StoreError) -> String {
    try add(
      plan.specification, plan.share, plan.trials, named: name, begunAt: Date(), seconds: 0)
  }

  func add(
    _ specification: SweepSpecification, _ share: WorkerShare?,
    _ trials: [SweepPlan.PlannedTrial], named name: String?, begunAt: Date, seconds: Double
  ) throws(StoreError) -> String {
    try trying {
      try queue.write { database in
        let name = try name ?? Self.freshName(database)
        let isTaken = try Bool.fetchOne(
          database, sql: "SELECT EXISTS (SELECT 1 FROM sweep WHERE name = ?)", arguments: [name])
        guard isTaken == false else { throw StoreError.taken(path: path, name: name) }
        try database.execute(
          sql: "INSERT INTO sweep (name, specification, worker) VALUES (?, ?, ?)",
          arguments: [name, try StoredJSON.text(specification), share?.description])
        let id = database.lastInsertedRowID
        try database.execute(
          sql: "INSERT INTO time VALUES (?, ?, ?)",
          arguments: [id, begunAt.timeIntervalSince1970, seconds])
        for trial in trials { try Self.insert(trial, id, database) }
        // What a store of this path that is gone may have left.
        try? FileManager.default.removeItem(atPath: checkpoints(of: id))
        return name
      }
    }
  }

  private static func freshName(_ database: Database) throws -> String {
    let names = try Set(String.fetchAll(database, sql: "SELECT name FROM sweep"))
    var number = names.count + 1
    while names.contains("sweep-\(number)") { number += 1 }
    return "sweep-\(number)"
  }

  private static func insert(
    _ trial: SweepPlan.PlannedTrial, _ sweep: Int64, _ database: Database
  ) throws {
    let record = trial.record
    try database.cachedStatement(
      sql: "INSERT INTO trial VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ).execute(arguments: [
      sweep, record.id, trial.group, record.phase.rawValue, try StoredJSON.text(record.setting),
      Int64(bitPattern: record.seed), record.epochs, record.state.rawValue, record.failure,
      record.weights,
    ])
    for (number, epoch) in record.history.enumerated() {
      try insert(epoch, number, record.id, sweep, database)
    }
  }

  private static func insert(
    _ epoch: TrialRecord.Epoch, _ number: Int, _ trial: Int, _ sweep: Int64, _ database: Database
  ) throws {
    try database.cachedStatement(
      sql: "INSERT OR REPLACE INTO epoch VALUES (?, ?, ?, ?, ?, ?, ?)"
    ).execute(arguments: [
      sweep, trial, number, epoch.loss, epoch.accuracy, epoch.validationLoss,
      epoch.validationAccuracy,
    ])
    try database.cachedStatement(
      sql: "INSERT OR REPLACE INTO duration VALUES (?, ?, ?, ?)"
    ).execute(arguments: [sweep, trial, number, epoch.seconds])
  }

  /// Writes what happened in a sweep since the last call, all of it or nothing.
  ///
  /// - Parameters:
  ///   - events: In their order.
  ///   - sweep: The sweep.
  ///   - seconds: How long it has worked.
  /// - Throws: ``StoreError``.
  func write(_ events: [SweepEvent], sweep: Int64, seconds: Double) throws(StoreError) {
    try trying {
      try queue.write { database in
        for event in events { try Self.write(event, sweep, database) }
        try database.execute(
          sql: "UPDATE time SET seconds = ? WHERE sweep = ?", arguments: [seconds, sweep])
      }
    }
  }

  private static func write(_ event: SweepEvent, _ sweep: Int64, _ database: Database) throws {
    switch event {
    case .began(let trial, let history):
      try setState(.running, trial, sweep, database)
      for table in ["epoch", "duration"] {
        try database.cachedStatement(
          sql: "DELETE FROM \(table) WHERE sweep = ? AND trial = ?"
        ).execute(arguments: [sweep, trial])
      }
      for (number, epoch) in history.enumerated() {
        try insert(epoch, number, trial, sweep, database)
      }
    case .epoch(let trial, let number, let epoch):
      try insert(epoch, number, trial, sweep, database)
    case .ended(let trial, let state, let failure, let weights):
      try setState(state, trial, sweep, database)
      try database.cachedStatement(
        sql: "UPDATE trial SET failure = ?, weights = ? WHERE sweep = ? AND number = ?"
      ).execute(arguments: [failure, weights, sweep, trial])
    case .setting(let trial, let setting):
      try database.cachedStatement(
        sql: "UPDATE trial SET content = ? WHERE sweep = ? AND number = ?"
      ).execute(arguments: [try StoredJSON.text(setting), sweep, trial])
    case .concluded(let chosen, let accuracy):
      try database.execute(
        sql: "UPDATE sweep SET chosen = ?, testAccuracy = ? WHERE id = ?",
        arguments: [try StoredJSON.text(chosen), accuracy, sweep])
    }
  }

  private static func setState(
    _ state: TrialRecord.State, _ trial: Int, _ sweep: Int64, _ database: Database
  ) throws {
    try database.cachedStatement(
      sql: "UPDATE trial SET state = ? WHERE sweep = ? AND number = ?"
    ).execute(arguments: [state.rawValue, sweep, trial])
  }
}
