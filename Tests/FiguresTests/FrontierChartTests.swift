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
    let points = Self.points(300)
    func beats(_ one: FrontierChart.Point, _ other: FrontierChart.Point) -> Bool {
      let isNoWorse = one.seconds <= other.seconds && one.share >= other.share
      return isNoWorse && (one.seconds < other.seconds || one.share > other.share)
    }
    let unbeaten = points.filter { point in !points.contains { beats($0, point) } }
    let front = FrontierChart(points: points).front
    let (found, expected) = (Set(front.map(Self.place)), Set(unbeaten.map(Self.place)))
    #expect(found == expected)
    #expect(found.count > 3)
  }

  /// One that takes a hundred times as long must not press the others against the wall.
  @Test func timesFarApartAreSpacedByTheirLogarithm() throws {
    var chart = Samples.frontier
    chart.points.append(.init("slow", seconds: 95, share: 0.99))
    try expectGolden(chart.svg(theme: .light), "frontier-logarithmic.svg")
    chart.points.append(.init("none", seconds: 0, share: 0.1))
    #expect(!chart.svg().contains("logarithmic"))
    chart.points = [.init("a", seconds: 1e-9, share: 0.5), .init("b", seconds: 1e9, share: 0.6)]
    #expect(chart.svg().contains("(logarithmic)"))
  }

  @Test func thousandsAreThinnedOut() {
    let svg = FrontierChart(points: Self.points(6_000)).svg(theme: .light)
    #expect(svg.contains(">1,500 of 6,000 points are drawn; the front is whole.</text>"))
    #expect(svg.utf8.count < 250_000)
  }

  /// The more time, the better, with much that is worse.
  private static func points(_ count: Int) -> [FrontierChart.Point] {
    (0..<count).map { index in
      let (time, luck) = (index * 7_919 % 101, index * 104_729 % 97)
      let share = Double(time + luck) / 200
      return FrontierChart.Point("\(index)", seconds: Double(time) + 1, share: share)
    }
  }

  private static func place(_ point: FrontierChart.Point) -> [Double] {
    [point.seconds, point.share]
  }

  @Test func nothingAndOddThingsDraw() {
    #expect(FrontierChart(points: []).svg().contains(">Nothing to show yet.</text>"))
    let odd = [Double.nan, .infinity, -1, 1e300].map {
      FrontierChart.Point("odd", seconds: $0, share: $0)
    }
    #expect(FrontierChart(points: odd).svg().contains(">Nothing to show yet.</text>"))
  }
}
