import Figures
import Testing

struct FrontierChartTests {
  @Test(arguments: [Theme.light, .dark])
  func golden(theme: Theme) throws {
    try expectGolden(Samples.frontier.svg(theme: theme), "frontier-\(theme.rawValue).svg")
  }

  @Test func frontHoldsWhatNothingBeats() {
    #expect(Samples.frontier.front.map(\.name) == ["sgd, epoch 1", "sgd", "adam", "muon"])
  }

  /// Against the definition, pair by pair.
  @Test func frontOfManyIsThatOfTheDefinition() {
    let points = (0..<300).map { index in
      FrontierChart.Point(
        "\(index)", seconds: Double(index * 7_919 % 101) + 1,
        share: Double(index * 104_729 % 97) / 100)
    }
    let unbeaten = points.filter { point in
      !points.contains {
        $0.seconds <= point.seconds && $0.share >= point.share
          && ($0.seconds < point.seconds || $0.share > point.share)
      }
    }
    let front = FrontierChart(points: points).front
    #expect(
      Set(front.map { [$0.seconds, $0.share] }) == Set(unbeaten.map { [$0.seconds, $0.share] }))
  }

  @Test func thousandsAreThinnedOut() {
    let points = (0..<6_000).map {
      FrontierChart.Point("\($0)", seconds: Double($0 % 77), share: Double($0 % 89) / 100)
    }
    let svg = FrontierChart(points: points).svg(theme: .light)
    #expect(svg.contains(">1,500 of 6,000 points are drawn; the front is whole.</text>"))
    #expect(svg.utf8.count < 250_000)
  }

  @Test func nothingAndOddThingsDraw() {
    #expect(FrontierChart(points: []).svg().contains(">Nothing to show yet.</text>"))
    let odd = [Double.nan, .infinity, -1, 1e300].map {
      FrontierChart.Point("odd", seconds: $0, share: $0)
    }
    #expect(FrontierChart(points: odd).svg().contains(">Nothing to show yet.</text>"))
  }
}
