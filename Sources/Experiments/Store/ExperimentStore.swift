internal import Foundation
internal import GRDB

/// Sweeps with all that came of them, in one SQLite file.
///
///     let store = try ExperimentStore(reading: "experiments.sqlite")
///     for sweep in try store.sweeps() { print(sweep.name) }
///
/// Any number of processes may read while one writes: what they see is whole at every moment.
/// A writer writes ahead of the file (WAL) and waits for the disk, so that neither a kill nor a power
/// cut takes away what was reported.
public final class ExperimentStore: Sendable {
  /// Path of the file.
  public let path: String
  let queue: DatabaseQueue
  private let lock: StoreLock?

  /// Opens a store to read from it, which changes nothing.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``StoreError``.
  public init(reading path: String) throws(StoreError) {
    self.path = path
    lock = nil
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
    queue = try Self.trying(path) {
      let queue = try Self.opened(path)
      try queue.read { try Self.check($0, path) }
      return queue
    }
  }

  /// Opens a store to write into it, or makes one; no other process may until it is closed.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``StoreError``.
  public init(writing path: String) throws(StoreError) {
    self.path = path
    let isNew = !FileManager.default.fileExists(atPath: path)
    lock = try StoreLock(path)
    do {
      queue = try Self.trying(path) {
        // Looked at before anything about it is changed: it may be somebody else's database.
        if !isNew { try Self.opened(path).read { try Self.check($0, path, mayBeEmpty: true) } }
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try Self.migrator.migrate(queue)
        return queue
      }
    } catch {
      // Not half a store where there was none.
      if isNew { for end in ["", "-wal", "-shm"] { unlink(path + end) } }
      throw error
    }
  }

  /// At rest a store is one file, which can be read from where nothing may be written.
  deinit {
    guard lock != nil else { return }
    try? queue.writeWithoutTransaction { database in
      // Unless somebody is reading at this moment.
      try database.execute(sql: "PRAGMA busy_timeout = 0")
      try database.execute(sql: "PRAGMA journal_mode = DELETE")
    }
  }

  private static func opened(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.read { _ = try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM sqlite_master") }
      return queue
    } catch let error as DatabaseError
      where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK
    {
      // A kill left a change half done, which only somebody who may write can undo.
      configuration.readonly = false
      return try DatabaseQueue(path: path, configuration: configuration)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
      // In a directory where SQLite may not put its shared memory, a file that nobody writes to can
      // still be read as it is.
      guard !FileManager.default.fileExists(atPath: path + "-wal"),
        let encoded = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
      else { throw error }
      return try DatabaseQueue(
        path: "file:\(encoded)?immutable=1", configuration: configuration)
    }
  }

  /// The file is a store, and not of a later version.
  private static func check(
    _ database: Database, _ path: String, mayBeEmpty: Bool = false
  ) throws {
    // Whoever was killed while he made a store left the list of migrations at most, with none in it.
    let count = try Int.fetchOne(
      database,
      sql: """
        SELECT COUNT(*) FROM sqlite_master
        WHERE name NOT LIKE 'grdb_migrations' AND name NOT LIKE 'sqlite_%'
        """)
    if count == 0, mayBeEmpty { return }
    guard try Int.fetchOne(database, sql: "PRAGMA application_id") == applicationID else {
      throw StoreError.noStore(path: path)
    }
    guard try !migrator.hasBeenSuperseded(database) else { throw StoreError.newer(path: path) }
  }

  /// What went wrong in SQLite, in words for people.
  static func trying<Result>(
    _ path: String, _ work: () throws -> Result
  ) throws(StoreError) -> Result {
    do {
      return try work()
    } catch let error as StoreError {
      throw error
    } catch let error as DatabaseError {
      throw StoreError(error, path)
    } catch {
      throw .unusable(path: path, reason: "what it holds makes no sense to this version")
    }
  }

  /// Directory of a sweep's trainings that are not done.
  func checkpoints(of sweep: Int64) -> String { "\(path).checkpoints/\(sweep)" }

  func trying<Result>(_ work: () throws -> Result) throws(StoreError) -> Result {
    try Self.trying(path, work)
  }
}

extension StoreError {
  fileprivate init(_ error: DatabaseError, _ path: String) {
    switch error.resultCode {
    case .SQLITE_FULL: self = .full(path: path)
    // A limit on the size of files, or a disk that takes no more.
    case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_WRITE:
      self = .full(path: path)
    case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(path: path)
    case .SQLITE_NOTADB: self = .noStore(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .inUse(path: path)
    case .SQLITE_CORRUPT: self = .unusable(path: path, reason: "it is damaged")
    default:
      self = .unusable(path: path, reason: error.message ?? "SQLite's error \(error.resultCode)")
    }
  }
}
