import Foundation
import GRDB
import Testing

@testable import Experiments

/// Files that hold sweeps, and files that do not.
struct ExperimentStoreTests {
  @Test func holdsThePlanFromTheBeginning() throws {
    let place = try TemporaryStore()
    let store = try ExperimentStore(writing: place.path())
    #expect(try store.add(SweepPlan(TinyData.sweep)) == "sweep-1")
    #expect(try store.add(SweepPlan(TinyData.sweep)) == "sweep-2")
    #expect(try store.add(SweepPlan(TinyData.sweep), named: "mine") == "mine")
    #expect(throws: StoreError.taken(path: place.path(), name: "mine")) {
      try store.add(SweepPlan(TinyData.sweep), named: "mine")
    }
    let sweeps = try store.sweeps()
    #expect(sweeps.map(\.name) == ["sweep-1", "sweep-2", "mine"])
    #expect(sweeps.allSatisfy { $0.specification == TinyData.sweep && $0.counts == [.waiting: 36] })
    #expect(
      try store.record(of: "sweep-2").trials == SweepPlan(TinyData.sweep).trials.map(\.record))
    #expect(throws: StoreError.noSweep(path: place.path(), name: "other")) {
      try store.record(of: "other")
    }
  }

  @Test func oneWriterAndAnyReaders() throws {
    let place = try TemporaryStore()
    var store: ExperimentStore? = try ExperimentStore(writing: place.path())
    try store?.add(SweepPlan(TinyData.sweep))
    #expect(throws: StoreError.inUse(path: place.path())) {
      try ExperimentStore(writing: place.path())
    }
    do {
      let reader = try ExperimentStore(reading: place.path())
      #expect(reader.isInUse)
      #expect(try reader.sweeps().count == 1)
    }
    store = nil
    #expect(try !ExperimentStore(reading: place.path()).isInUse)
    _ = try ExperimentStore(writing: place.path())
    // Neither log nor lock stays.
    #expect(try place.content == ["store.sqlite"])
  }

  /// A kill may come between the list of migrations and the first of them.
  @Test func goesOnWhereAStoreWasHardlyBegun() throws {
    let place = try TemporaryStore()
    let database = try DatabaseQueue(path: place.path())
    try database.write {
      try $0.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
    }
    try database.close()
    #expect(try ExperimentStore(writing: place.path()).sweeps().isEmpty)
  }

  @Test func otherFilesAreLeftAsTheyAre() throws {
    let place = try TemporaryStore()
    let text = Data("This is no database, but a text that is long enough to look at.".utf8)
    try text.write(to: URL(filePath: place.path("text")))
    let database = try DatabaseQueue(path: place.path("other"))
    try database.write { try $0.execute(sql: "CREATE TABLE mine (x)") }
    try database.close()
    for name in ["text", "other"] {
      let before = try Data(contentsOf: URL(filePath: place.path(name)))
      for writes in [false, true] {
        #expect(throws: StoreError.noStore(path: place.path(name))) {
          try open(place.path(name), writes)
        }
      }
      #expect(try Data(contentsOf: URL(filePath: place.path(name))) == before)
    }
    #expect(throws: StoreError.missing(path: place.path("none"))) {
      try ExperimentStore(reading: place.path("none"))
    }
    #expect(try place.content == ["other", "text"])
  }

  @Test func newerVersionsAreLeftAsTheyAre() throws {
    let place = try TemporaryStore()
    _ = try ExperimentStore(writing: place.path())
    let database = try DatabaseQueue(path: place.path())
    try database.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('later')") }
    try database.close()
    let before = try Data(contentsOf: URL(filePath: place.path()))
    for writes in [false, true] {
      #expect(throws: StoreError.newer(path: place.path())) { try open(place.path(), writes) }
    }
    #expect(try Data(contentsOf: URL(filePath: place.path())) == before)
  }

  @Test func damageIsReported() throws {
    let place = try TemporaryStore()
    do {
      let store = try ExperimentStore(writing: place.path())
      try store.add(SweepPlan(TinyData.sweep))
    }
    var bytes = try Data(contentsOf: URL(filePath: place.path()))
    for place in stride(from: 4096, to: bytes.count, by: 1) { bytes[place] = 0xA5 }
    try bytes.write(to: URL(filePath: place.path()))
    #expect(throws: StoreError.self) { try ExperimentStore(reading: place.path()).record() }
  }

  @Test func onlyAllSharesOfOneSweepMerge() throws {
    let place = try TemporaryStore()
    func share(_ text: String, _ name: String, _ sweep: SweepSpecification) throws -> String {
      let store = try ExperimentStore(writing: place.path(name))
      try store.add(SweepPlan(sweep, share: WorkerShare(text)))
      return store.path
    }
    var other = TinyData.sweep
    other.epochs = 5
    let first = try share("0/2", "a", TinyData.sweep)
    let second = try share("1/2", "b", TinyData.sweep)
    let foreign = try share("1/2", "c", other)
    let whole = try share("0/1", "d", TinyData.sweep)
    for (paths, word) in [
      ([], "none"), ([first], "1/2"), ([first, first], "both"),
      ([first, foreign], "another sweep"),
      ([first, whole], "\(whole) holds"),
    ] {
      #expect {
        try ExperimentStore.merge(paths, into: place.path("merged"))
      } throws: { "\($0)".contains(word) }
    }
    #expect(!FileManager.default.fileExists(atPath: place.path("merged")))
    let (store, name) = try ExperimentStore.merge([second, first], into: place.path("merged"))
    #expect(try store.record(of: name).trials == SweepPlan(TinyData.sweep).trials.map(\.record))
  }

  private func open(_ path: String, _ writes: Bool) throws {
    _ = writes ? try ExperimentStore(writing: path) : try ExperimentStore(reading: path)
  }

  /// Whoever is killed while SQLite changes the file leaves a journal, which the next one rolls back.
  @Test func aHalfMadeChangeIsUndone() throws {
    let (place, other) = (try TemporaryStore(), try TemporaryStore())
    let (path, copy) = (place.path(), other.path())
    let name = try ExperimentStore(writing: path).add(SweepPlan(TinyData.sweep))
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA cache_size = 1; BEGIN; CREATE TABLE half (content)")
      for _ in 0..<100 { try database.execute(sql: "INSERT INTO half VALUES (zeroblob(4000))") }
      for end in ["", "-journal"] {
        try FileManager.default.copyItem(atPath: path + end, toPath: copy + end)
      }
      try database.execute(sql: "ROLLBACK")
    }
    #expect(try ExperimentStore(reading: copy).sweeps().map(\.name) == [name])
    #expect(try ExperimentStore(writing: copy).sweeps().map(\.name) == [name])
  }
}
