import Testing

@testable import Figures

struct SequentialColourTests {
  private let colours = (0...200).map { SequentialColour(Double($0) / 200) }

  /// Without colour, lighter is still more.
  @Test func luminanceRises() {
    let values = colours.map(\.luminance)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func inkReadsEverywhere() {
    for colour in colours {
      let ink = colour.ink == "#ffffff" ? 1.0 : 0
      let (high, low) = (max(ink, colour.luminance), min(ink, colour.luminance))
      #expect((high + 0.05) / (low + 0.05) >= 4.5)
    }
  }

  @Test func endsAreKeptAndOddValuesTakeTheLowest() {
    #expect(SequentialColour(0).text == "rgb(0,34,78)")
    #expect(SequentialColour(1).text == "rgb(254,232,56)")
    #expect(SequentialColour(7).text == SequentialColour(1).text)
    #expect(SequentialColour(.nan).text == SequentialColour(0).text)
  }
}
