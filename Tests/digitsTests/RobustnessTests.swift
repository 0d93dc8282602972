import Foundation
import NeuralNetwork
import Testing

/// `digits evaluate --corruptions` and `--strangers`, `digits calibrate` and `augmentations`.
struct RobustnessTests {
  @Test func everyCorruptionIsMeasured() throws {
    let place = try Workplace()
    let outcome = try Program.run(
      filledIn("evaluate {model} --corruptions --beside {run} --figures looks"), in: place)
    #expect(outcome.ending == .exit(0), "\(outcome.error)")
    let rows = outcome.output.split(separator: "\n").filter { $0.hasPrefix("|") }
    // A heading, a rule, none, fifteen corruptions, the mean.
    #expect(rows.count == 19)
    #expect(rows.allSatisfy { $0.count { $0 == "|" } == 4 })
    // The same model beside itself.
    for row in rows.dropFirst(2) {
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      #expect(cells.count == 3 && cells[1] == cells[2])
    }
    for name in ["corruptions", "corrupted"] {
      for format in ["svg", "png"] {
        let file = "looks/\(name).\(format)"
        try expectFigure(place.data(file), file)
      }
    }
    let json = try Program.run(filledIn("evaluate {model} --corruptions --json"), in: place)
    let lines = try #require(try object(json.output)["corruptions"] as? [[String: Any]])
    let shares = try #require(lines.first?["accuracies"] as? [Double])
    #expect(lines.count == 1 && shares.count == 15)
    #expect(shares.allSatisfy { (0...1).contains($0) } && Set(shares).count > 3)
  }

  @Test func strangersAreCounted() throws {
    let place = try Workplace()
    let data = try Drawings.directory.get()
    let outcome = try Program.run(
      filledIn("evaluate {model} --strangers \(data)/train-images-idx3-ubyte --json"), in: place)
    let report = try #require(try object(outcome.output)["strangers"] as? [String: Any])
    let kinds = try #require(report["kinds"] as? [[String: Any]])
    #expect(kinds.map { $0["count"] as? Int } == [240])
    // Pictures of the same kind as the digits are neither more nor less familiar.
    let auroc = try #require(kinds[0]["auroc"] as? Double)
    #expect((0.3...0.7).contains(auroc))
    expectRefusal(
      try Program.run(filledIn("evaluate {model} --strangers nowhere"), in: place), code: 66,
      naming: ["nowhere"])
  }

  @Test func calibrationTakesTheDigitsHeldOut() throws {
    let place = try Workplace()
    let train = ["train", "--epochs", "2", "--output", "run", "--validation-split", "0.5"]
    _ = try Program.run(train + Settings.quick, in: place)
    let outcome = try Program.run(
      ["calibrate", "run", "--half", "--output", "calibrated.safetensors"], in: place)
    let line =
      /Temperature \d+\.\d{3}, least familiarity -?\d+\.\d\d, usual -?\d+\.\d\d, from 120 digits held out\.\ncalibrated\.safetensors\n/
    #expect(outcome.output.wholeMatch(of: line) != nil, "\(outcome.output)\(outcome.error)")
    let size = try place.data("calibrated.safetensors").count
    #expect(try place.data("run/model.safetensors").count - size > 190_000)
    let evaluated = try Program.run(["evaluate", "calibrated.safetensors", "--json"], in: place)
    #expect(evaluated.ending == .exit(0))
    // A training that has nothing left to do keeps what was noted after it.
    _ = try Program.run(["calibrate", "run"], in: place)
    let calibrated = try Sequential(contentsOf: place.file("run/model.safetensors")).notes
    #expect(try Program.run(["train", "--resume", "run"], in: place).ending == .exit(0))
    #expect(try Sequential(contentsOf: place.file("run/model.safetensors")).notes == calibrated)
    expectRefusal(
      try Program.run(filledIn("calibrate {run}"), in: place), code: 65,
      naming: ["--validation-split"])
  }

  /// The first test picture is a 7.
  @Test func withoutAModelThePretrainedOneAnswers() throws {
    let outcome = try Program.run(["predict", "--index", "0"], in: Workplace())
    #expect(outcome.output.contains("guess  7") && outcome.output.contains("✓ right"))
    let summary = try Program.run(["summary"], in: Workplace())
    #expect(summary.output.contains("conv2d") && summary.output.contains("634,090"))
  }

  @Test func augmentationsAreDrawn() throws {
    let place = try Workplace()
    let outcome = try Program.run(["augmentations", "--output", "changes.svg"], in: place)
    #expect(outcome.output == "changes.svg\n", "\(outcome.error)")
    let svg = try place.data("changes.svg")
    try expectFigure(svg, "changes.svg")
    let text = String(decoding: svg, as: UTF8.self)
    for name in ["rotation", "elastic", "noise", "best, epoch 4"] { #expect(text.contains(name)) }
  }
}
