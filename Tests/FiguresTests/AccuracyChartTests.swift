import Figures
import Testing

struct AccuracyChartTests {
  @Test(arguments: [Theme.light, .dark])
  func golden(theme: Theme) throws {
    let chart = AccuracyChart(
      title: "Accuracy", subtitle: "under four conditions",
      conditions: ["noise", "blur", "fog", "a <name> that is much too long for its place"],
      series: [
        .init("best", [0.99, 0.975, 0.81, 1]), .init("convnet", [0.93, 0.64, 0.87, 0.999]),
      ])
    try expectGolden(chart.svg(theme: theme), "accuracy-\(theme.rawValue).svg")
  }

  /// As many names as there are colours, in lines of three, so that none leaves the page.
  @Test func aLegendOfSixHasTwoLines() throws {
    let chart = AccuracyChart(
      conditions: ["a", "b"], series: (1...6).map { .init("network \($0)", [0.9, 0.95]) })
    let legend = chart.svg().matches(
      of: /<text[^>]* x="([\d.]+)" y="([\d.]+)"[^>]*>network (\d)</)
    let places = try legend.filter { $0.3 != "1" || $0.1.hasPrefix("148") }.map {
      (x: try #require(Double($0.1)), y: try #require(Double($0.2)))
    }
    #expect(places.count == 6)
    #expect(Set(places.map(\.x)).count == 3 && Set(places.map(\.y)).count == 2)
  }

  @Test func senselessNumbersAreLeftOut() {
    let chart = AccuracyChart(
      conditions: ["a", "b", "c"],
      series: [.init("x", [.nan, .infinity]), .init("y", [7, -3, 0.5])])
    let svg = chart.svg()
    #expect(!svg.contains("nan\"") && !svg.contains("inf\""))
    #expect(AccuracyChart(conditions: [], series: []).svg().contains("<svg"))
  }
}
