import Figures
import Testing

struct HeatMapTests {
  @Test(arguments: [Theme.light, .dark])
  func golden(theme: Theme) throws {
    try expectGolden(Samples.heatMap.svg(theme: theme), "heat-map-\(theme.rawValue).svg")
  }

  @Test func nothing() {
    let map = HeatMap(rowTitle: "a", columnTitle: "b", rows: [], columns: [], cells: [])
    #expect(map.svg().contains(">Nothing to show yet.</text>"))
  }

  @Test func legendSaysWhereTheColoursBeginAndEnd() {
    let svg = Samples.heatMap.svg(theme: .light)
    #expect(svg.contains(">96.00\u{a0}%</text>"))
    #expect(svg.contains(">97.81\u{a0}%</text>"))
    #expect(!svg.contains("≤"))
  }

  @Test func fewFarBelowShareTheLowestColour() {
    var map = HeatMap(rowTitle: "a", columnTitle: "b", rows: ["x"], columns: [], cells: [[]])
    for index in 0..<12 {
      map.columns.append("\(index)")
      map.cells[0].append(.init(index == 0 ? 0.1 : 0.97 + Double(index) / 1_000, text: "\(index)"))
    }
    let svg = map.svg(theme: .light)
    #expect(svg.contains(">≤ 97.10\u{a0}%</text>"))
    #expect(svg.contains(">98.10\u{a0}%</text>"))
  }

  @Test func rowsAndColumnsBeyondTheLimitAreLeftOut() {
    let names = (0..<100).map { "name \($0)" }
    let row = names.map { _ in HeatMap.Cell(0.5, text: "50") as HeatMap.Cell? }
    let map = HeatMap(
      rowTitle: "a", columnTitle: "b", rows: names, columns: names,
      cells: names.map { _ in row })
    let svg = map.svg(theme: .light)
    #expect(svg.contains(">60 more rows are left out.</text>"))
    #expect(svg.contains(">60 more columns are left out.</text>"))
    #expect(!svg.contains("name 40"))
    #expect(svg.utf8.count < 400_000)
  }

  @Test func cellsThatAreMissingAreNoCrash() {
    let map = HeatMap(
      rowTitle: "a", columnTitle: "b", rows: ["1", "2"], columns: ["1", "2"],
      cells: [[.init(.nan, text: "NaN")]])
    #expect(map.svg().contains(">NaN</text>"))
  }
}
