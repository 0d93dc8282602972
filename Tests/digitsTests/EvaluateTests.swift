import Foundation
import Testing

struct EvaluateTests {
  @Test func jsonAddsUp() throws {
    let place = try Workplace()
    let outcome = try Program.run(
      filledIn("evaluate {run} --json --figures looks/good"), in: place)
    #expect(outcome.ending == .exit(0))
    #expect(outcome.error == "")
    let report = try object(outcome.output)
    #expect(
      Set(report.keys)
        == ["accuracy", "loss", "count", "confusion", "interval", "calibration_error"])

    let training = try object(try TrainedRun.shared.get().outcome.output)
    let accuracy = try #require(report["accuracy"] as? Double)
    #expect(accuracy == training["test_accuracy"] as? Double)
    #expect(report["loss"] as? Double == training["test_loss"] as? Double)
    #expect(report["count"] as? Int == 60)
    let confusion = try #require(report["confusion"] as? [[Int]])
    // Six pictures of each class.
    #expect(confusion.map { $0.reduce(0, +) } == [Int](repeating: 6, count: 10))
    #expect(confusion.map(\.count) == [Int](repeating: 10, count: 10))
    let right = confusion.indices.reduce(0) { $0 + confusion[$1][$1] }
    #expect(accuracy == Double(right) / 60)
    let interval = try #require(report["interval"] as? [Double])
    #expect(interval.count == 2)
    #expect(interval[0] <= accuracy && accuracy <= interval[1])
    #expect(interval[0] < interval[1])

    let figures = ["confusion", "mistakes", "predictions", "reliability"].flatMap { name in
      ["png", "svg"].map { "looks/good/\(name).\($0)" }
    }
    #expect(try place.content == ["looks", "looks/good"] + figures)
    for figure in figures { try expectFigure(place.data(figure), figure) }
  }

  @Test func peopleGetASentence() throws {
    let place = try Workplace()
    let outcome = try Program.run(filledIn("evaluate {model} --figures looks"), in: place)
    let lines = outcome.output.split(separator: "\n")
    let sentence =
      /Test accuracy [\d.]+ % \(95 % interval [\d.]+ % to [\d.]+ %\): \d+ of 60 unseen pictures right\. Loss \d\.\d{4}\./
    #expect(lines.first?.wholeMatch(of: sentence) != nil)
    #expect(
      lines.dropFirst() == [
        "looks/predictions.png", "looks/confusion.png", "looks/mistakes.png",
        "looks/reliability.png",
      ])
  }

  /// Laid out as scikit-learn does.
  @Test func report() throws {
    let outcome = try Program.run(filledIn("evaluate {model} --report"), in: Workplace())
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 15)
    #expect(lines[1] == "              precision    recall  f1-score   support")
    #expect(lines[2].wholeMatch(of: /\s+0( +[01]\.\d{4}){3}\s+6/) != nil)
    #expect(lines[14].hasPrefix("weighted avg     "))
  }

  @Test func reportAsJSON() throws {
    let outcome = try Program.run(filledIn("evaluate {model} --report --json"), in: Workplace())
    let lines = try #require(try object(outcome.output)["report"] as? [[String: Any]])
    #expect(lines.count == 10)
    #expect(lines[3]["name"] as? String == "3" && lines[3]["support"] as? Int == 6)
    for name in ["precision", "recall", "f1_score"] { #expect(lines[3][name] is Double) }
  }

  /// Another data set than the one that the model learnt from.
  @Test func datasetCanBeChosen() throws {
    let place = try Workplace()
    let data = place.aside + "/data"
    try Drawings.write(Drawings.content(test: 17), to: data)
    let outcome = try Program.run(
      filledIn("evaluate {run} --json --dataset") + [data], in: place)
    #expect(try object(outcome.output)["count"] as? Int == 17)
    #expect(try place.content == [])
  }
}
