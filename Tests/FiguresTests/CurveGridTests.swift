import Figures
import Testing

struct CurveGridTests {
  @Test(arguments: [Theme.light, .dark])
  func golden(theme: Theme) throws {
    try expectGolden(Samples.curveGrid.svg(theme: theme), "curve-grid-\(theme.rawValue).svg")
  }

  @Test func learningRates() throws {
    try expectGolden(Samples.rateGrid.svg(theme: .light), "curve-grid-rates.svg")
  }

  /// Between two powers of ten no power is the place's.
  @Test(arguments: [([0.000_032], ["3.2e-05"]), ([0.002, 0.005], ["0.002", "0.005"])])
  func fewRatesHaveTheirOwnMarks(rates: [Double], marks: [String]) {
    let points = rates.map { CurveGrid.Point(x: $0, share: 0.9) }
    let svg = CurveGrid(axis: .learningRates, panels: [.init(title: "a", points: points)]).svg()
    for mark in marks { #expect(svg.contains(">\(mark)</text>")) }
    for strange in ["0.0001", "0.001", "0.01"] { #expect(!svg.contains(">\(strange)</text>")) }
  }

  @Test func noPanels() {
    #expect(CurveGrid(panels: []).svg().contains(">No curves yet.</text>"))
  }

  @Test func moreThanThereIsRoomFor() {
    let panel = CurveGrid.Panel(title: "one", points: [.init(x: 1, share: 0.9, band: 0.8...0.95)])
    let svg = CurveGrid(panels: Array(repeating: panel, count: 50)).svg(theme: .light)
    #expect(svg.contains(">32 more are left out.</text>"))
    #expect(svg.split(separator: ">one<").count == 19)
  }

  @Test func strangeValuesDraw() {
    let points = [-1, 0, .nan, .infinity, 1e300].map { CurveGrid.Point(x: $0, share: $0) }
    for axis in [CurveGrid.Axis.epochs, .learningRates] {
      let svg = CurveGrid(axis: axis, panels: [.init(title: "odd", points: points)]).svg()
      #expect(svg.contains(">odd</text>"))
      #expect(!svg.contains("nan") && !svg.contains("inf"))
    }
  }
}
