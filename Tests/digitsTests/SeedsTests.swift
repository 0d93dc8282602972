import Foundation
import NeuralNetwork
import Testing

/// `digits train --seeds`: the same training several times, measured together.
struct SeedsTests {
  private static let arguments = ["train", "--epochs", "1", "--seeds", "3", "--output", "seeds"]

  /// Three trainings of fractions of a second.
  private static func trained(_ more: [String] = []) throws -> (Workplace, Program.Outcome) {
    let place = try Workplace()
    let outcome = try Program.run(arguments + ["--json"] + more + Settings.quick, in: place)
    try #require(outcome.ending == .exit(0), "\(outcome.error)")
    return (place, outcome)
  }

  @Test func meanAndSpreadAreThoseOfTheNetworks() throws {
    let (place, outcome) = try Self.trained()
    let report = try object(outcome.output)
    let networks = try #require(report["networks"] as? [[String: Any]])
    #expect(networks.compactMap { $0["seed"] as? Int } == [0, 1, 2])
    #expect(Set(networks.compactMap { $0["fingerprint"] as? String }).count == 3)
    let shares = networks.compactMap { ($0["scores"] as? [String: Double])?["all"] }
    try #require(shares.count == 3)
    let mean = shares.reduce(0, +) / 3
    let deviation = (shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2).squareRoot()
    func number(_ key: String) throws -> Double {
      try #require((report[key] as? [String: Double])?["all"])
    }
    #expect(abs(try number("mean") - mean) < 1e-12)
    #expect(abs(try number("deviation") - deviation) < 1e-12)
    // Student's t of two degrees of freedom.
    let interval = try #require(report["interval"] as? [Double])
    let half = 4.302_652_73 * deviation / 3.0.squareRoot()
    #expect(abs(interval[0] - max(0, mean - half)) < 1e-9)
    #expect(abs(interval[1] - min(1, mean + half)) < 1e-9)
    #expect(report["measured_on"] as? String == "test" && report["count"] as? Int == 60)
    #expect(try place.text("seeds/run.json") == outcome.output)
    for seed in 0..<3 {
      let model = try Sequential(contentsOf: place.file("seeds/seed-\(seed)/model.safetensors"))
      #expect(model.fingerprint == networks[seed]["fingerprint"] as? String)
    }
  }

  /// What is there is kept, what is missing is trained, and it comes to the same.
  @Test func goesOnWhereItStopped() throws {
    let (place, outcome) = try Self.trained()
    let first = place.file("seeds/seed-0/model.safetensors")
    let before = try FileManager.default.attributesOfItem(atPath: first)[.modificationDate] as? Date
    try FileManager.default.removeItem(atPath: place.file("seeds/seed-1/model.safetensors"))
    try FileManager.default.removeItem(atPath: place.file("seeds/seed-2"))
    let again = try Program.run(["train", "--resume", "seeds", "--json"], in: place)
    func fingerprints(_ text: String) throws -> [String] {
      try #require(try object(text)["networks"] as? [[String: Any]]).compactMap {
        $0["fingerprint"] as? String
      }
    }
    #expect(try fingerprints(again.output) == fingerprints(outcome.output))
    let after = try FileManager.default.attributesOfItem(atPath: first)[.modificationDate] as? Date
    #expect(before == after)
  }

  /// With a validation split the test pictures are not looked at.
  @Test func choicesAreMadeOnValidationPictures() throws {
    let (_, outcome) = try Self.trained(["--validation-split", "0.25"])
    let report = try object(outcome.output)
    #expect(report["measured_on"] as? String == "validation" && report["count"] as? Int == 60)
  }

  @Test func peopleGetATable() throws {
    let place = try Workplace()
    let outcome = try Program.run(Self.arguments + Settings.quick, in: place)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("Seed 2, 3 of 3") })
    #expect(
      lines.contains { $0.hasPrefix("mean ") } && lines.contains { $0.hasPrefix("together ") })
    expectRefusal(
      try Program.run(Self.arguments + Settings.quick, in: place), code: 73, naming: ["seeds"])
  }

  /// Ctrl-C leaves what has learnt; the rest is trained when it goes on, to the same bits.
  @Test func interruptionLosesNothing() throws {
    let (_, undisturbed) = try Self.trained()
    let place = try Workplace()
    let program = try Program(
      Self.arguments + ["--json"] + Settings.quick, in: place)
    // As soon as the second one has begun.
    _ = program.wait {
      FileManager.default.fileExists(atPath: place.file("seeds/seed-1/checkpoints"))
    }
    program.send(SIGINT)
    let stopped = try program.wait()
    // It may have been quicker than the signal.
    if stopped.ending != .exit(0) {
      #expect(stopped.ending == .exit(130) && stopped.output == "")
      #expect(stopped.error.hasSuffix("To go on: digits train --resume seeds\n"))
      #expect(FileManager.default.fileExists(atPath: place.file("seeds/seed-0/model.safetensors")))
    }
    let resumed = try Program.run(["train", "--resume", "seeds", "--json"], in: place)
    func fingerprints(_ text: String) throws -> [String] {
      try #require(try object(text)["networks"] as? [[String: Any]]).compactMap {
        $0["fingerprint"] as? String
      }
    }
    #expect(try fingerprints(resumed.output) == fingerprints(undisturbed.output))
    // Neither one of several nor another number of epochs.
    expectRefusal(
      try Program.run(["train", "--resume", "seeds/seed-1"], in: place), code: 64,
      naming: ["--resume seeds"])
    expectRefusal(
      try Program.run(["train", "--resume", "seeds", "--epochs", "9"], in: place), code: 64,
      naming: ["--epochs"])
    expectRefusal(
      try Program.run(["evaluate", "seeds"], in: place), code: 66, naming: ["seeds/seed-0"])
  }

  @Test func senselessPlansAreRefused() throws {
    let place = try Workplace()
    try FileManager.default.createDirectory(
      atPath: place.file("seeds"), withIntermediateDirectories: true)
    try Data("{\"count\":3}".utf8).write(to: URL(filePath: place.file("seeds/seeds.json")))
    expectRefusal(
      try Program.run(["train", "--resume", "seeds"], in: place), code: 65, naming: ["seeds.json"])
    for count in ["0", "-1", "1001"] {
      let outcome = try Program.run(["train", "--seeds", count], in: place)
      #expect(outcome.ending == .exit(64))
    }
  }
}
