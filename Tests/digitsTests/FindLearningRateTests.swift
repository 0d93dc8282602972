import Foundation
import Testing

struct FindLearningRateTests {
  @Test func suggestsARate() throws {
    let place = try Workplace()
    let outcome = try Program.run(
      ["find-learning-rate", "--steps", "60", "--output", "curve.svg"] + Settings.quick, in: place)
    #expect(outcome.ending == .exit(0), "\(outcome.error)")
    let lines = outcome.output.split(separator: "\n")
    let rate = try #require(lines.first?.wholeMatch(of: /Suggested: --learning-rate (\S+)/))
    #expect((1e-6...1).contains(try #require(Double(rate.1))))
    #expect(lines.last == "curve.svg")
    #expect(try place.content == ["curve.svg"])
    try expectFigure(place.data("curve.svg"), "curve.svg")
  }

  @Test(arguments: [
    ["--from", "0"], ["--from", "1", "--to", "0.5"], ["--steps", "49"], ["--output", "curve.gif"],
    ["--epochs", "2"], ["--learning-rate", "0.1"],
  ])
  func misuse(arguments: [String]) throws {
    expectRefusal(
      try Program.run(["find-learning-rate"] + arguments, in: Workplace()), code: 64, naming: [])
  }
}
