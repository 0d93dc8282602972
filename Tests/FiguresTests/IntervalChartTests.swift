import Figures
import Testing

struct IntervalChartTests {
  @Test func times() throws {
    try expectGolden(Samples.times.svg(theme: .light), "intervals-times.svg")
  }

  @Test(arguments: [Theme.light, .dark])
  func differences(theme: Theme) throws {
    try expectGolden(
      Samples.differences.svg(theme: theme), "intervals-differences-\(theme.rawValue).svg")
  }

  /// The first row's outer interval is a hundred times what it is about.
  @Test func wideIntervalsAreCutAndSaySo() {
    let svg = Samples.differences.svg(theme: .light)
    let arrows = svg.split(separator: "\n").filter { $0.contains("<path class=\"first\"") }
    #expect(arrows.count == 2)
    #expect(!svg.contains(">+30</text>"))
  }

  @Test func rowsBeyondTheLimitAreLeftOut() {
    var chart = Samples.times
    chart.rows = (0..<1_000).map { .init("row \($0)", [.init(1, text: "1"), .init(2, text: "2")]) }
    let svg = chart.svg(theme: .light)
    #expect(svg.contains(">940 more are left out.</text>"))
    #expect(!svg.contains(">row 60<"))
  }

  @Test func nothingAndOddThingsDraw() {
    var chart = Samples.differences
    chart.rows = []
    #expect(chart.svg().contains(">Nothing to show yet.</text>"))
    chart.rows = [
      .init("", []),
      .init(
        "x", [.init(.nan, interval: -Double.infinity...(.infinity), text: "–"), .init(1, text: "")]),
    ]
    #expect(!chart.svg().contains("nan"))
  }
}
