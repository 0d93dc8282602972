import Foundation
import Testing

/// Places that cannot be written to.
struct OutputErrorTests {
  /// Below a regular file, and in a file system without room for ours.
  @Test(arguments: ["taken/run", "/proc/digits/run"])
  func directoryThatCannotBeMade(path: String) throws {
    let place = try Workplace()
    try Data().write(to: URL(filePath: place.file("taken")))
    let train = ["train", "--output", path] + (try Settings.quick)
    expectRefusal(try Program.run(train, in: place), code: 73, naming: [path])
    let evaluate = ["evaluate", try TrainedRun.shared.get().model, "--figures", path]
    expectRefusal(try Program.run(evaluate, in: place), code: 73, naming: [path])
    #expect(try place.content == ["taken"])
  }

  @Test(arguments: ["nowhere/picture.svg", "nowhere/picture.png", "/proc/picture.svg"])
  func figureThatCannotBeWritten(path: String) throws {
    let place = try Workplace()
    let outcome = try Program.run(
      ["predict", TrainedRun.shared.get().model, "--output", path], in: place)
    expectRefusal(outcome, code: 73, naming: [path])
    #expect(try place.content == [])
  }

  @Test func anotherRunIsNotOverwritten() throws {
    let run = try TrainedRun.shared.get()
    let before = try run.place.content
    let place = try Workplace()
    let outcome = try Program.run(
      ["train", "--output", run.path] + Settings.quick, in: place)
    expectRefusal(outcome, code: 73, naming: [run.path, "--resume"])
    #expect(try place.content == [])
    #expect(try run.place.content == before)
  }

  /// A model is worth keeping even where nobody could go on with its training.
  @Test func aModelWithoutCheckpointsIsNotOverwritten() throws {
    let place = try Workplace()
    let model = try Data(contentsOf: URL(filePath: TrainedRun.shared.get().model))
    try FileManager.default.createDirectory(
      atPath: place.file("run"), withIntermediateDirectories: false)
    try model.write(to: URL(filePath: place.file("run/model.safetensors")))
    for more in [[], ["--seeds", "2"]] {
      let outcome = try Program.run(
        ["train", "--output", "run"] + more + Settings.quick, in: place)
      expectRefusal(outcome, code: 73, naming: ["run", "--output"])
    }
    #expect(try place.data("run/model.safetensors") == model)
  }

  @Test func nothingToResume() throws {
    let place = try Workplace()
    let outcome = try Program.run(["train", "--resume", "nowhere"], in: place)
    expectRefusal(outcome, code: 66, naming: ["nowhere"])
    #expect(try place.content == [])
  }

  @Test func fewerEpochsThanAreDone() throws {
    let outcome = try Program.run(
      ["train", "--epochs", "1", "--resume"] + filledIn("{run}"), in: Workplace())
    expectRefusal(outcome, code: 64, naming: ["2 epochs", "--epochs"])
  }

  @Test func picturesThatAreNotThere() throws {
    let place = try Workplace()
    let outcome = try Program.run(
      filledIn("predict {run} --index 0,99999999 --output picture.svg"), in: place)
    expectRefusal(outcome, code: 65, naming: ["60", "99999999"])
    #expect(try place.content == [])
  }

  /// The shell lets no file grow beyond a few thousand bytes, as a full disk would.
  @Test func fullDisk() throws {
    let place = try Workplace()
    let limited = "trap '' XFSZ; ulimit -f 16; exec \"$@\""
    let train = ["train", "--output", "run"] + (try Settings.quick)
    expectRefusal(
      try Program.run(train, in: place, shell: limited), code: 73, naming: ["run/checkpoints"])
    let predict = try filledIn("predict {run} --output picture.svg")
    expectRefusal(
      try Program.run(predict, in: place, shell: limited), code: 73, naming: ["picture.svg"])
    #expect(try place.content == [])
  }

  #if os(Linux)
    @Test func fullOutput() throws {
      let outcome = try Program.run(
        filledIn("evaluate {run} --json"), in: Workplace(), shell: "exec \"$@\" > /dev/full")
      expectRefusal(outcome, code: 74, naming: ["standard output"])
    }

    @Test(arguments: ["2> /dev/full", "2>&-"])
    func nobodyHearsTheError(redirection: String) throws {
      let outcome = try Program.run(
        ["nonsense"], in: Workplace(), shell: "exec \"$@\" \(redirection)")
      #expect(outcome.ending == .exit(64))
    }
  #endif
}
