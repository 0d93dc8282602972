import Foundation
import NeuralNetwork
import Runs
import Testing

/// Trainings that are ended before their time, and go on.
struct InterruptionTests {
  /// A training that would take hours.
  private func endless(in place: Workplace, threads: Int = 1) throws -> Program {
    try Program(
      ["train", "--epochs", "1000000", "--output", "run", "--json"] + settings(threads), in: place)
  }

  private func settings(_ threads: Int) throws -> [String] {
    [
      "--dataset", try Drawings.directory.get(), "--batch-size", "24", "--validation-split", "0.1",
      "--threads", "\(threads)",
    ]
  }

  /// Report of the training that goes on for an epoch more.
  private func resumed(in place: Workplace) throws -> [String: Any] {
    let done = try Checkpoint(contentsOf: place.file("run/checkpoints/last.safetensors")).nextEpoch
    let outcome = try Program.run(
      ["train", "--resume", "run", "--epochs", "\(done + 1)", "--json"], in: place)
    #expect(outcome.ending == .exit(0), "\(outcome.error)")
    #expect(try place.text("run/run.json") == outcome.output)
    return try object(outcome.output)
  }

  /// The same training without a break has the same weights and history, bit for bit.
  private func expectUninterrupted(_ report: [String: Any], threads: Int) throws {
    let epochs = try #require(report["epochs"] as? Int)
    let outcome = try Program.run(
      ["train", "--epochs", "\(epochs)", "--json"] + settings(threads), in: Workplace())
    let expected = try object(outcome.output)
    for key in ["fingerprint", "history", "test_loss", "test_accuracy"] {
      #expect(report[key] as? NSObject == expected[key] as? NSObject, "\(key)")
    }
  }

  @Test(arguments: [SIGINT, SIGTERM], [1, 2])
  func signalKeepsTheBestModel(signal: Int32, threads: Int) throws {
    let place = try Workplace()
    let program = try endless(in: place, threads: threads)
    #expect(program.wait { place.exists("run/checkpoints/best.safetensors") })
    program.send(signal)
    let outcome = try program.wait()

    #expect(outcome.ending == .exit(128 + signal), "\(outcome.error)")
    #expect(outcome.error.hasSuffix("To go on: digits train --resume run\n"))
    #expect(outcome.error.contains("Interrupted. The model, the best so far, of epoch "))
    let report = try object(outcome.output)
    #expect(try place.text("run/run.json") == outcome.output)
    #expect(report["stopped"] as? String == "interrupted")
    #expect(report["test_accuracy"] == nil)
    let model = try Sequential(contentsOf: place.file("run/model.safetensors"))
    #expect(report["fingerprint"] as? String == model.fingerprint)

    let complete = try resumed(in: place)
    #expect(complete["stopped"] == nil)
    try expectUninterrupted(complete, threads: threads)
  }

  /// What a kill leaves at its moment.
  enum Moment: String, CaseIterable {
    case start = "run/checkpoints/last.safetensors"
    case firstEpoch = "run/checkpoints/best.safetensors"
    case later = "run/history.csv"
  }

  @Test(arguments: [Moment.start, .firstEpoch], [1, 2])
  func killLeavesARunThatGoesOn(moment: Moment, threads: Int) throws {
    let place = try Workplace()
    let program = try endless(in: place, threads: threads)
    #expect(program.wait { place.exists(moment.rawValue) })
    program.send(SIGKILL)
    #expect(try program.wait().ending == .signal(SIGKILL))

    expectRefusal(
      try Program.run(["evaluate", "run"], in: place), code: 66,
      naming: ["run", "digits train --resume run"])
    try expectUninterrupted(try resumed(in: place), threads: threads)
  }

  /// A run that shall learn longer remembers it, though it is ended before its next epoch.
  @Test func newNumberOfEpochsIsKeptAtOnce() throws {
    struct End: Error {}
    let place = try Workplace()
    _ = try Program.run(["train", "--epochs", "1", "--output", "run"] + settings(1), in: place)
    let directory = RunDirectory(path: place.file("run"))
    let longer = try TrainingRun(resuming: directory, epochs: 9) { Issue.record("\($0)") }
    #expect(throws: End.self) {
      try longer.learn(
        LambdaCallback(onTrainBatchEnd: { _ in throw End() }), then: LambdaCallback())
    }
    let kept = try TrainingRun(resuming: directory) { Issue.record("\($0)") }
    #expect(kept.settings.epochs == 9 && kept.start.nextEpoch == 1)
  }

  /// Two programs would write over each other's checkpoints.
  @Test func onlyOneGoesOnAtATime() throws {
    let place = try Workplace()
    let program = try endless(in: place)
    #expect(program.wait { place.exists("run/checkpoints/best.safetensors") })
    expectRefusal(
      try Program.run(["train", "--resume", "run"], in: place), code: 75,
      naming: ["Another program is training run"])
    program.send(SIGKILL)
    #expect(try program.wait().ending == .signal(SIGKILL))
    _ = try resumed(in: place)
  }

  @Test func killInTheMiddleOfAnEpochLeavesARunThatGoesOn() throws {
    let place = try Workplace()
    let program = try endless(in: place)
    let last = place.file("run/checkpoints/last.safetensors")
    #expect(
      try program.wait {
        guard place.exists("run/checkpoints/best.safetensors") else { return false }
        return try Checkpoint(contentsOf: last).nextEpoch >= 3
      })
    program.send(SIGKILL)
    #expect(try program.wait().ending == .signal(SIGKILL))
    try expectUninterrupted(try resumed(in: place), threads: 1)
  }

  /// As if it had been killed after its last epoch, before its model was written.
  @Test func endIsMadeUpFor() throws {
    let place = try Workplace()
    let train = ["train", "--epochs", "2", "--output", "run", "--json"] + (try settings(1))
    let whole = try object(try Program.run(train, in: place).output)
    let content = try place.content
    for name in ["model.safetensors", "run.json", "history.csv", "figures"] {
      try FileManager.default.removeItem(atPath: place.file("run/" + name))
    }
    let outcome = try Program.run(["train", "--resume", "run", "--json"], in: place)
    #expect(outcome.ending == .exit(0), "\(outcome.error)")
    #expect(try object(outcome.output) as NSObject == whole as NSObject)
    #expect(try place.content == content)
  }

  /// The number of epochs that was asked for last is the one that counts.
  @Test func moreEpochsAreRemembered() throws {
    let place = try Workplace()
    _ = try Program.run(
      ["train", "--epochs", "1", "--output", "run", "--json"] + settings(1), in: place)
    let more = try Program.run(["train", "--resume", "run", "--epochs", "3", "--json"], in: place)
    let again = try Program.run(["train", "--resume", "run", "--json"], in: place)
    #expect(again.ending == .exit(0), "\(again.error)")
    #expect(try object(again.output)["epochs"] as? Int == 3)
    #expect(
      try object(again.output)["fingerprint"] as? String
        == object(more.output)["fingerprint"] as? String)
  }

  /// A limit on the size of files stands in for a disk that is full: both end a write in its middle.
  @Test func fullDiskLeavesTheLastCheckpoint() throws {
    let place = try Workplace()
    _ = try Program.run(
      ["train", "--epochs", "2", "--output", "run", "--json"] + settings(1), in: place)
    let before = try place.content
    let last = try place.data("run/checkpoints/last.safetensors")
    let previous = try place.data("run/checkpoints/previous.safetensors")
    let outcome = try Program.run(
      ["train", "--resume", "run", "--epochs", "4", "--json"], in: place,
      shell: "trap '' XFSZ; ulimit -f 256; \"$@\"")
    #expect(outcome.ending == .exit(73), "\(outcome.error)")
    let lines = outcome.error.split(separator: "\n")
    #expect(
      lines.last?.hasPrefix("Error: Cannot write run/checkpoints/") == true, "\(outcome.error)")
    #expect(lines.last?.hasSuffix(": File too large.") == true, "\(outcome.error)")
    #expect(try place.content == before)
    #expect(try place.data("run/checkpoints/last.safetensors") == last)
    #expect(try [previous, last].contains(place.data("run/checkpoints/previous.safetensors")))
    try expectUninterrupted(try resumed(in: place), threads: 1)
  }

  /// A checkpoint that was damaged is reported, and the one before it used.
  @Test func damagedCheckpoint() throws {
    let place = try Workplace()
    _ = try Program.run(
      ["train", "--epochs", "3", "--output", "run", "--json"] + settings(1), in: place)
    let path = place.file("run/checkpoints/last.safetensors")
    var data = try Data(contentsOf: URL(filePath: path))
    data[data.count - 100] ^= 1
    try data.write(to: URL(filePath: path))
    let outcome = try Program.run(
      ["train", "--resume", "run", "--epochs", "5", "--json"], in: place)
    #expect(outcome.ending == .exit(0), "\(outcome.error)")
    #expect(
      outcome.error.hasPrefix("Warning: run/checkpoints/last.safetensors is not a usable model"))
    #expect(outcome.error.contains("it is damaged"))
    #expect(outcome.error.contains("Going on from the checkpoint before it"))
    try expectUninterrupted(try object(outcome.output), threads: 1)
  }

  /// Whoever reads the progress may leave.
  @Test func readerMayLeave() throws {
    let place = try Workplace()
    let outcome = try Program.run(
      ["train", "--epochs", "3", "--output", "run"] + settings(1), in: place,
      shell: "\"$@\" | head -n 1")
    #expect(outcome.output == "Epoch 1/3\n")
    let last = place.file("run/checkpoints/last.safetensors")
    #expect(try Checkpoint(contentsOf: last).nextEpoch == 3)
    #expect(place.exists("run/model.safetensors"))
  }

  #if os(Linux)
    /// A step that takes long does not keep anybody waiting.
    @Test func secondSignalEndsAtOnce() throws {
      let place = try Workplace()
      let data = place.aside + "/data"
      try Drawings.write(Drawings.content(training: 6000), to: data)
      let program = try Program(
        [
          "train", "--model", "convnet", "--batch-size", "6000", "--output", "run", "--threads",
          "1", "--dataset", data,
        ], in: place)
      #expect(try program.wait { try program.catches(SIGINT) })
      program.send(SIGINT)
      #expect(try program.wait { try !program.catches(SIGINT) })
      program.send(SIGINT)
      #expect(try program.wait().ending == .signal(SIGINT))
      #expect(!place.exists("run/model.safetensors"))
    }
  #endif
}

#if os(Linux)
  extension Program {
    /// Whether it has a handler for a signal, as the kernel tells.
    fileprivate func catches(_ signal: Int32) throws -> Bool {
      guard let status = try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8),
        let mask = status.firstMatch(of: /SigCgt:\s*([0-9a-f]+)/)
      else { return false }
      return try #require(UInt64(mask.1, radix: 16)) >> (signal - 1) & 1 == 1
    }
  }
#endif
