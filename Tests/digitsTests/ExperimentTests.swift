import Foundation
import Testing

/// Sweeps as a person runs them and looks at them.
struct ExperimentTests {
  @Test func runsAndTellsOfIt() throws {
    let place = try Workplace()
    let run = try Program.run(try Sweeps.quick + ["--report", "report"], in: place)
    #expect(run.ending == .exit(0), "\(run.error)")
    #expect(run.error == "")
    // A line for each training, and none that a terminal would obey.
    #expect(run.output.matches(of: #/\[\d+/18\] dense, adam, /#).count == 18)
    #expect(run.output.contains("[18/18] "))
    #expect(!run.output.contains("\u{1B}"))
    #expect(run.output.contains("tested once"))
    #expect(try place.content.filter { !$0.hasPrefix("report") } == ["experiments.sqlite"])
    #expect(place.exists("report/index.html"))

    func say(_ command: [String]) throws -> String {
      let outcome = try Program.run(["experiment"] + command, in: place)
      #expect(outcome.ending == .exit(0), "\(outcome.error)")
      return outcome.output
    }
    #expect(try say(["list"]).contains("2 activations × 2 seeds, 2 epochs"))
    let shown = try say(["show"])
    #expect(shown.contains("18 of 18"))
    #expect(shown.contains("dense, adam, relu") && shown.contains("dense, adam, tanh"))
    #expect(try say(["compare"]).contains("95 % interval"))
    let rows = try say(["export"]).split(whereSeparator: \.isNewline)
    #expect(rows.count == 19)
    let record = try object(say(["export", "--format", "json"]))
    #expect((record["trials"] as? [Any])?.count == 18)
    #expect(record["test_accuracy"] is Double)
    // Going on with what is done changes nothing.
    let before = try Sweeps.content(of: "experiments.sqlite", in: place)
    _ = try say(["--resume"])
    #expect(try Sweeps.content(of: "experiments.sqlite", in: place) == before)
  }

  @Test(arguments: [
    (["--optimizers", "adma"], "“adma”"), (["--optimizers", ""], "empty"),
    (["--activations", "relu,relu"], "twice"), (["--models", "resnet"], "“resnet”"),
    (["--learning-rates", "fast"], "“fast”"), (["--learning-rates", "0.1..1"], "random"),
    (["--epochs", "0"], "epochs"), (["--seeds", "0"], "--seeds"),
    (["--strategy", "random"], "--count"), (["--eta", "2"], "--eta"),
    (["--count", "2"], "--count"),
    (["--worker", "2/2"], "2/2"), (["--workers", "2"], "--worker I/N"),
    (["--strategy", "halving", "--worker", "0/2"], "workers cannot share"),
    (["--threads", "0"], "--threads"),
  ])
  func whatMakesNoSense(options: [String], words: String) throws {
    let place = try Workplace()
    let outcome = try Program.run(["experiment"] + options, in: place)
    expectRefusal(outcome, code: 64, naming: [words])
    #expect(try place.content == [])
  }

  @Test func filesThatMakeNoSense() throws {
    let place = try Workplace()
    try Data("method: bayes\nparameters: {epochs: 2}".utf8).write(
      to: URL(filePath: place.file("sweep.yaml")))
    expectRefusal(
      try Program.run(["experiment", "--file", "sweep.yaml"], in: place), code: 65,
      naming: ["sweep.yaml", "bayes"])
    expectRefusal(
      try Program.run(["experiment", "--file", "none.yaml"], in: place), code: 66,
      naming: ["none.yaml"])
    expectRefusal(
      try Program.run(["experiment", "--store", "sweep.yaml"], in: place), code: 65,
      naming: ["sweep.yaml", "not a store"])
    for command in [["--resume"], ["show"], ["list"], ["report", "out"]] {
      expectRefusal(
        try Program.run(["experiment"] + command, in: place), code: 66,
        naming: ["experiments.sqlite"])
    }
    #expect(try place.content == ["sweep.yaml"])
  }

  @Test func twoAtOnce() throws {
    let place = try Workplace()
    let first = try Program(Sweeps.endless, in: place)
    #expect(first.wait { place.exists("experiments.sqlite-wal") })
    let second = try Program.run(Sweeps.quick, in: place)
    expectRefusal(second, code: 75, naming: ["experiments.sqlite", "Another process"])
    first.send(SIGTERM)
    #expect(try first.wait().ending == .exit(143))
    // The lock does not outlive who had it.
    #expect(try Program.run(Sweeps.quick, in: place).ending == .exit(0))
  }

  /// The shell lets no file grow beyond a few thousand bytes, as a full disk would.
  @Test func fullDisk() throws {
    let place = try Workplace()
    let outcome = try Program.run(
      Sweeps.quick, in: place, shell: "ulimit -f 200; trap '' XFSZ; exec \"$@\"")
    #expect(outcome.ending == .exit(74), "\(outcome.error)")
    #expect(
      outcome.error.wholeMatch(of: /Error: There is no room left .+experiments\.sqlite.+\.\n/)
        != nil, "\(outcome.error)")
    // With room again it goes on.
    let again = try Program.run(Sweeps.quick + ["--resume"], in: place)
    #expect(again.ending == .exit(0), "\(again.error)")
    let other = try Workplace()
    #expect(try Program.run(Sweeps.quick, in: other).ending == .exit(0))
    #expect(
      try Sweeps.content(of: "experiments.sqlite", in: place)
        == Sweeps.content(of: "experiments.sqlite", in: other))
  }

  @Test func interruptedSweepSaysHowToGoOn() throws {
    let place = try Workplace()
    let program = try Program(Sweeps.endless + ["--store", "mine.sqlite"], in: place)
    #expect(program.wait { place.exists("mine.sqlite-wal") })
    program.send(SIGINT)
    let outcome = try program.wait()
    #expect(outcome.ending == .exit(130))
    let expected = """
      Interrupted. 0 of 3 trainings are done, and kept.
      To go on: digits experiment --resume --store mine.sqlite

      """
    #expect(outcome.error == expected)
    // Long trainings leave a checkpoint, but neither log nor lock stays.
    #expect(
      try place.content.filter { !$0.hasPrefix("mine.sqlite.checkpoints") } == ["mine.sqlite"])
    let list = try Program.run(["experiment", "list", "--store", "mine.sqlite"], in: place)
    #expect(list.output.contains("0/3") && list.output.contains("interrupted"))
  }

  @Test func anotherSweepDoesNotGoOn() throws {
    let place = try Workplace()
    #expect(try Program.run(Sweeps.quick, in: place).ending == .exit(0))
    let outcome = try Program.run(Sweeps.halving + ["--resume"], in: place)
    expectRefusal(outcome, code: 64, naming: ["another sweep", "sweep-1"])
  }
}
