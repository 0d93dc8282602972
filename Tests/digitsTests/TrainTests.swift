import Foundation
import NeuralNetwork
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct TrainTests {
  private let run: TrainedRun

  init() throws { run = try TrainedRun.shared.get() }

  @Test func jsonIsAllThereIsOnStandardOutput() throws {
    let report = try object(run.outcome.output)
    let expected: [String: AnyHashable] = [
      "model": "dense", "dataset": try Drawings.directory.get(), "validation": "0.0", "seed": 0,
      "threads": 1, "batch_size": 24, "epochs": 2, "activation": "relu", "optimizer": "adam",
      "learning_rate": 0.001, "parameters": 101_770, "output": "run",
    ]
    for (key, value) in expected { #expect(report[key] as? AnyHashable == value, "\(key)") }
    #expect(
      Set(report.keys)
        == Set(expected.keys).union([
          "seconds_per_epoch", "train_seconds", "history", "test_accuracy", "test_loss",
          "fingerprint",
        ]))
    let seconds = try #require(report["seconds_per_epoch"] as? [Double])
    #expect(seconds.count == 2)
    // Foundation's reader of JSON may miss a double's last bit.
    let total = try #require(report["train_seconds"] as? Double)
    #expect(abs(total - seconds.reduce(0, +)) < 1e-12)
    let history = try #require(report["history"] as? [String: [Double]])
    #expect(Set(history.keys) == ["accuracy", "loss"])
    #expect(history.values.map(\.count) == [2, 2])
    #expect(try #require(report["test_accuracy"] as? Double) > 0.9)
    #expect(try #require(report["test_loss"] as? Double) > 0)
    let model = try Sequential(contentsOf: run.model)
    #expect(report["fingerprint"] as? String == model.fingerprint)
  }

  @Test func progressGoesToStandardErrorWithoutEscapeCodes() throws {
    let epoch = /10\/10 - \d+s - \d+[mu]?s\/step - accuracy: [\d.e-]+ - loss: [\d.e-]+/
    let lines = run.outcome.error.split(separator: "\n")
    #expect(lines.count == 4)
    #expect([lines.first, lines.dropFirst(2).first] == ["Epoch 1/2", "Epoch 2/2"])
    #expect(lines.count { $0.wholeMatch(of: epoch) != nil } == 2)
    #expect(!(run.outcome.error + run.outcome.output).contains("\u{1B}"))
  }

  @Test func directoryHoldsEverything() throws {
    let figures = ["confusion", "learning", "mistakes", "predictions", "reliability"].flatMap {
      name in
      ["png", "svg"].map { "run/figures/\(name).\($0)" }
    }
    #expect(
      try run.place.content == [
        "run", "run/checkpoints", "run/checkpoints/best.safetensors",
        "run/checkpoints/last.safetensors", "run/checkpoints/previous.safetensors", "run/figures",
      ] + figures + ["run/history.csv", "run/model.safetensors", "run/run.json"])
    #expect(try run.place.text("run/run.json") == run.outcome.output)
    for figure in figures { try expectFigure(run.place.data(figure), figure) }
  }

  @Test func historyIsAsKerasLogsIt() throws {
    let report = try object(run.outcome.output)
    let history = try #require(report["history"] as? [String: [Double]])
    let lines = try run.place.text("run/history.csv").components(separatedBy: "\r\n")
    try #require(lines.count == 4)
    #expect(lines[0] == "epoch,accuracy,loss,val_accuracy,val_loss" && lines[3] == "")
    for epoch in 0..<2 {
      let numbers = lines[epoch + 1].split(separator: ",").compactMap { Double($0) }
      let expected = try [
        Double(epoch), #require(history["accuracy"])[epoch], #require(history["loss"])[epoch],
      ]
      try #require(numbers.count == expected.count)
      // Foundation's reader of JSON may miss a double's last bit.
      for (number, value) in zip(numbers, expected) {
        #expect(abs(number - value) <= 1e-15 * abs(value))
      }
    }
  }

  @Test func seedDecidesTheWeights() throws {
    func fingerprint(_ seed: String) throws -> String {
      let outcome = try Program.run(
        ["train", "--epochs", "1", "--seed", seed, "--json"] + Settings.quick, in: Workplace())
      return try #require(try object(outcome.output)["fingerprint"] as? String)
    }
    let first = try fingerprint("7")
    #expect(try fingerprint("7") == first)
    #expect(try fingerprint("8") != first)
  }

  /// Every option reaches the training.
  @Test func optionsAreFollowed() throws {
    let place = try Workplace()
    let outcome = try Program.run(
      [
        "train", "--model", "lenet5", "--epochs", "1", "--batch-size", "50", "--optimizer", "sgd",
        "--learning-rate", "0.05", "--activation", "tanh", "--validation-split", "0.25", "--seed",
        "18446744073709551615", "--threads", "2", "--dataset", Drawings.directory.get(), "--json",
      ], in: place)
    let report = try object(outcome.output)
    let expected: [String: AnyHashable] = [
      "model": "lenet5", "epochs": 1, "batch_size": 50, "optimizer": "sgd",
      "learning_rate": 0.05, "activation": "tanh", "validation": "0.25", "seed": UInt64.max,
      "threads": 2, "parameters": 61_706,
    ]
    for (key, value) in expected { #expect(report[key] as? AnyHashable == value, "\(key)") }
    let history = try #require(report["history"] as? [String: [Double]])
    #expect(Set(history.keys) == ["accuracy", "loss", "val_accuracy", "val_loss"])
    #expect(outcome.error.contains("4/4 - "))
    // Without --output, a directory named after the model and the time.
    let output = try #require(report["output"] as? String)
    #expect(output.wholeMatch(of: /runs\/lenet5-\d{8}-\d{6}/) != nil)
    #expect(place.exists(output + "/model.safetensors"))
  }

  @Test func peopleGetSentences() throws {
    let outcome = try Program.run(
      ["train", "--epochs", "1", "--output", "mine"] + Settings.quick, in: Workplace())
    #expect(outcome.ending == .exit(0))
    #expect(outcome.error == "")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines[1].hasPrefix("Test accuracy "))
    #expect(lines[1].contains(" of 60 unseen pictures right. Loss "))
    #expect(lines[2].wholeMatch(of: /Trained in \d+\.\d s on 1 thread\./) != nil)
    #expect(
      lines[3...] == [
        "Model     mine/model.safetensors", "Figures   mine/figures/learning.png",
        "          mine/figures/predictions.png", "          mine/figures/confusion.png",
        "          mine/figures/mistakes.png", "          mine/figures/reliability.png",
      ])
  }
}

/// A whole PNG, or an SVG that an XML parser reads to its end.
func expectFigure(
  _ data: Data, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  if name.hasSuffix(".png") {
    #expect(data.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    #expect(data.suffix(8).starts(with: Data("IEND".utf8)), sourceLocation: sourceLocation)
  } else {
    #expect(data.starts(with: Data("<svg ".utf8)), sourceLocation: sourceLocation)
    #expect(XMLParser(data: data).parse(), "\(name)", sourceLocation: sourceLocation)
  }
}
