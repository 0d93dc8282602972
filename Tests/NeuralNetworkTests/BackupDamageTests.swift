import Foundation
import Testing

@testable import NeuralNetwork

/// Backups that a crash or a disk spoilt, and directories that cannot be written.
@Suite struct BackupDamageTests {
  /// What can have become of a file.
  enum Damage: CaseIterable {
    case flippedInTheBody, flippedInTheHeader, truncated, empty

    func apply(to path: String) throws {
      var data = try Data(contentsOf: URL(filePath: path))
      switch self {
      case .flippedInTheBody: data[data.count - 5] ^= 16
      case .flippedInTheHeader: data[40] ^= 1
      case .truncated: data.removeLast(3)
      case .empty: data = Data()
      }
      try data.write(to: URL(filePath: path))
    }
  }

  @Test(arguments: Damage.allCases, [1, 2])
  func goesOnFromTheOneBefore(damage: Damage, threads: Int) throws {
    let broken = try BackedUpTraining(threads: threads)
    try broken.interrupt(at: .begin(3))
    try damage.apply(to: broken.last)
    var epochs: [Int] = []
    broken.others = { [LambdaCallback(onEpochBegin: { epoch, _ in epochs.append(epoch) })] }
    let outcome = try broken.run()
    #expect(outcome == BackedUpTraining.uninterrupted[threads])
    #expect(epochs.first == 2)
    #expect(broken.warnings.count == 1)
    let warning = try #require(broken.warnings.first)
    #expect(warning.hasPrefix("\(broken.last) is not a usable model file: "))
    #expect(warning.hasSuffix(". Going on from the checkpoint before it, \(broken.previous)."))
  }

  /// The damaged one must not take the place of the one that is whole.
  @Test func oneThatIsWholeIsAlwaysThere() throws {
    let training = try BackedUpTraining(threads: 1)
    try training.interrupt(at: .begin(3))
    try Damage.truncated.apply(to: training.last)
    try training.interrupt(at: .begin(3))
    for (path, epoch) in [(training.previous, 2), (training.last, 3)] {
      #expect(try Checkpoint(contentsOf: path).nextEpoch == epoch)
    }
  }

  @Test(arguments: Damage.allCases)
  func bothDamaged(damage: Damage) throws {
    let training = try BackedUpTraining(threads: 1)
    try training.interrupt(at: .begin(3))
    try damage.apply(to: training.last)
    try Damage.empty.apply(to: training.previous)
    let error = #expect(throws: FileError.self) { try training.run() }
    guard case .malformed(let path, _) = error else {
      Issue.record("Another error: \(String(describing: error))")
      return
    }
    #expect(path == training.last)
    #expect(training.warnings.isEmpty)
  }

  /// What this program does not understand, another one may: it stays.
  @Test func notUnderstood() throws {
    let training = try BackedUpTraining(threads: 1)
    try training.interrupt(at: .begin(3))
    let contents = try [training.last, training.previous].map { path in
      var file = try Safetensors(contentsOf: path)
      file.metadata["format_version"] = "99"
      try file.encoded().write(to: URL(filePath: path))
      return try Data(contentsOf: URL(filePath: path))
    }
    #expect(throws: FileError.self) { try training.run() }
    #expect(training.warnings.isEmpty)
    #expect(
      try [training.last, training.previous].map { try Data(contentsOf: URL(filePath: $0)) }
        == contents)
  }

  @Test func onlyOneAndDamaged() throws {
    let training = try BackedUpTraining(threads: 1)
    try training.interrupt(at: .begin(1))
    #expect(training.kept == ["last.safetensors"])
    try Damage.truncated.apply(to: training.last)
    #expect(throws: FileError.self) { try training.run() }
    #expect(training.warnings.isEmpty)
  }

  /// A killed program may have left the second name of the last checkpoint, or none but that.
  @Test func leftovers() throws {
    let broken = try BackedUpTraining(threads: 1)
    try broken.interrupt(at: .begin(3))
    try FileManager.default.linkItem(atPath: broken.last, toPath: broken.previous + ".tmp")
    #expect(try broken.run() == BackedUpTraining.uninterrupted[1])
    #expect(broken.kept == BackedUpTraining.keptInTheEnd)
  }

  /// Killed in the last epoch but one while its checkpoint was written, when that of the epoch before had
  /// both names.
  @Test func bothNamesOfOneFile() throws {
    let broken = try BackedUpTraining(threads: 1)
    let epochs = try #require(BackedUpTraining.uninterrupted[1]).epochs.count
    try broken.interrupt(at: .begin(epochs - 1))
    try FileManager.default.removeItem(atPath: broken.previous)
    try FileManager.default.linkItem(atPath: broken.last, toPath: broken.previous)
    #expect(try broken.run() == BackedUpTraining.uninterrupted[1])
    #expect(broken.kept == BackedUpTraining.keptInTheEnd)
  }

  /// No single bit, wherever it lies, turns a checkpoint into another one.
  @Test func everyFlippedByteIsSeen() throws {
    let folder = try TemporaryFolder()
    let model = try Samples.model(optimizer: Adam())
    let history = try model.fit(Samples.dataset(count: 6), epochs: 2, verbose: .silent)
    try Checkpoint(model, history: history, callbacks: [CallbackState(numbers: ["wait": 2])])
      .save(to: folder.path("c"))
    let whole = try Data(contentsOf: URL(filePath: folder.path("c")))
    for place in stride(from: 0, to: whole.count, by: 3) {
      var spoilt = whole
      spoilt[place] ^= 1 << UInt8(place % 7)
      let path = try folder.file("d", spoilt)
      do throws(FileError) {
        let read = try Checkpoint(contentsOf: path)
        // In the checksum's own name, say, a bit does no harm.
        #expect(read.model.fingerprint == model.fingerprint && read.history == history, "\(place)")
        #expect(read.callbacks.map(\.numbers) == [["wait": 2]], "\(place)")
        try? expectSameState(read.model, model)
      } catch {
        guard case .malformed = error else {
          Issue.record("\(place): \(error)")
          continue
        }
      }
    }
  }

  @Test func directoryCannotBeMade() throws {
    let folder = try TemporaryFolder()
    let below = try folder.file("file", Data()) + "/backup"
    let model = try Samples.model()
    let before = model.fingerprint
    let error = #expect(throws: FileError.self) {
      try model.fit(
        Samples.dataset(count: 6), verbose: .silent,
        callbacks: [BackupAndRestore(backupDirectory: below)])
    }
    #expect(error?.description == "Cannot write \(below): Not a directory.")
    #expect(model.fingerprint == before)
  }

  /// In the middle of a training: the error comes out, and what is there already stays.
  @Test func directoryGoesAway() throws {
    let training = try BackedUpTraining(threads: 2)
    let (backup, away) = (training.backup, training.folder.path("away"))
    let thief = LambdaCallback(onEpochBegin: { epoch, _ in
      guard epoch == 2 else { return }
      try FileManager.default.moveItem(atPath: backup, toPath: away)
      try Data().write(to: URL(filePath: backup))
    })
    training.others = { [thief] }
    let error = #expect(throws: FileError.self) { try training.run() }
    guard case .unwritable(training.last, _) = error else {
      Issue.record("Another error: \(String(describing: error))")
      return
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: away).sorted()
        == ["last.safetensors", "previous.safetensors"])
    #expect(try BackupAndRestore.checkpoint(in: away) { _ in }?.nextEpoch == 2)
    try FileManager.default.removeItem(atPath: backup)
    try FileManager.default.moveItem(atPath: away, toPath: backup)
    training.others = { [] }
    #expect(try training.run() == BackedUpTraining.uninterrupted[2])
  }

  /// Something else has the checkpoint's name: it is told, and nothing of it is lost.
  @Test func nameIsTaken() throws {
    let training = try BackedUpTraining(threads: 1)
    try training.interrupt(at: .begin(2))
    try FileManager.default.removeItem(atPath: training.last)
    try FileManager.default.createDirectory(
      atPath: training.last, withIntermediateDirectories: false)
    #expect(throws: FileError.unreadable(path: training.last, reason: "It is not a file")) {
      try training.run()
    }
    let checkpoint = try Checkpoint(contentsOf: training.previous)
    #expect(throws: FileError.self) {
      try BackupAndRestore.save(checkpoint, in: training.backup)
    }
    #expect(try Checkpoint(contentsOf: training.previous).nextEpoch == 1)
    #expect(training.kept == ["last.safetensors", "previous.safetensors"])
  }
}
