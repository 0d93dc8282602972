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

  @Test func senselessNumbersAreLeftOut() {
    let chart = AccuracyChart(
      conditions: ["a", "b", "c"],
      series: [.init("x", [.nan, .infinity]), .init("y", [7, -3, 0.5])])
    let svg = chart.svg()
    #expect(!svg.contains("nan\"") && !svg.contains("inf\""))
    #expect(AccuracyChart(conditions: [], series: []).svg().contains("<svg"))
  }
}
