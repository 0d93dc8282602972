import Foundation
import Testing

struct PredictTests {
  @Test func terminalShowsPictureGuessLabelAndBars() throws {
    let place = try Workplace()
    let outcome = try Program.run(filledIn("predict {run} --index 59,0"), in: place)
    #expect(outcome.ending == .exit(0))
    #expect(outcome.error == "")
    let lines = outcome.output.split(separator: "\n")
    let labels = lines.compactMap { $0.firstMatch(of: /label  (\d)   [✓✗] (right|wrong)$/) }
    #expect(labels.map(\.1) == ["9", "0"])
    #expect(lines.count { $0.firstMatch(of: /guess  \d   [\d.]+ %$/) != nil } == 2)
    let bars = lines.compactMap { $0.firstMatch(of: /\s{4}(\d) [█▏▎▍▌▋▊▉ ]{24} +<?[\d.]+ %( ◂)?$/) }
    #expect(bars.map { String($0.1) } == (0..<20).map { "\($0 % 10)" })
    #expect(bars.count { $0.2 != nil } == 2)
    #expect(try place.content == [])
  }

  @Test(arguments: [(nil, 3), ("1", 1), ("25", 25), ("1000", 60)] as [(String?, Int)])
  func countChoosesTheFirst(count: String?, shown: Int) throws {
    let outcome = try Program.run(
      filledIn("predict {run}") + (count.map { ["--count", $0] } ?? []), in: Workplace())
    let labels = outcome.output.matches(of: /label  (\d)/).map { String($0.1) }
    #expect(labels == (0..<shown).map { "\($0 % 10)" })
  }

  @Test(arguments: ["picture.svg", "picture.png"])
  func outputIsAFigure(name: String) throws {
    let place = try Workplace()
    let outcome = try Program.run(
      filledIn("predict {model} --count 2 --output") + [name], in: place)
    #expect(outcome == .init(ending: .exit(0), output: name + "\n", error: ""))
    #expect(try place.content == [name])
    try expectFigure(place.data(name), name)
  }
}
