import Figures
import Testing

struct ParallelCoordinatesTests {
  @Test(arguments: [Theme.light, .dark])
  func golden(theme: Theme) throws {
    try expectGolden(Samples.parallel.svg(theme: theme), "parallel-\(theme.rawValue).svg")
  }

  /// One has too few places, one is no number.
  @Test func linesThatFitNothingAreLeftOut() {
    let svg = Samples.parallel.svg(theme: .light)
    #expect(svg.split(separator: "<path").count == 5)
    #expect(svg.contains("<desc>4 settings over optimizer, batch size, width.</desc>"))
  }

  @Test func thousandsAreThinnedOutButNotTheBest() {
    var figure = Samples.parallel
    figure.lines = (0..<5_000).map { .init([$0 % 2, $0 % 3, 0], share: Double($0) / 5_001) }
    let svg = figure.svg(theme: .light)
    #expect(svg.split(separator: "<path").count == ParallelCoordinates.limit + 1)
    #expect(svg.contains(">400 of 5,000 settings are drawn, from the best to the last.</text>"))
    #expect(svg.split(separator: "class=\"second-line\"").count == 2)
  }

  @Test func nothing() {
    #expect(ParallelCoordinates(axes: [], lines: []).svg().contains(">Nothing to show yet.</text>"))
  }
}
