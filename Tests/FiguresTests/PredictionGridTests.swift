import Figures
import Testing

struct PredictionGridTests {
  @Test(arguments: Theme.allCases)
  func golden(theme: Theme) throws {
    let grid = PredictionGrid(
      title: "Right, wrong, unknown", subtitle: "One of <each> & more",
      items: [
        try Samples.item(label: "7"), try Samples.item(label: "1", confidence: 0.99996),
        try Samples.item(label: nil, confidence: 0.6), try Samples.item(label: "7"),
      ], columns: 3)
    try expectGolden(grid.svg(theme: theme), "predictions-\(theme.rawValue).svg")
  }

  @Test func wordsAreWrittenOut() throws {
    let item = try ClassifiedPicture(
      picture: Samples.picture(), label: "Ankle boot",
      classNames: ["Trouser", "Ankle boot", "Sandal"], probabilities: [0.1, 0.85, 0.05])
    let text = PredictionGrid(items: [item]).svg()
    #expect(text.matches(of: />Ankle boot</).count == 2)
    #expect(text.contains(">85.0"))
  }

  @Test func emptyGrid() throws {
    try expectGolden(PredictionGrid(items: []).svg(), "predictions-none.svg")
  }

  @Test func mostConfidentlyWrongComeFirst() throws {
    let items = [
      try Samples.item(label: "1", confidence: 0.7), try Samples.item(label: "7", confidence: 0.9),
      try Samples.item(label: "2", confidence: .nan), try Samples.item(label: "3", confidence: 0.8),
      try Samples.item(label: nil, confidence: 0.95), try Samples.item(label: "4", confidence: 0.7),
    ]
    let grid = PredictionGrid.mostConfidentlyWrong(among: items, count: 3, columns: 4)
    #expect(grid.items.map(\.label) == ["3", "1", "4"])
    #expect(grid.subtitle == "3 of 4 mistakes among 6 pictures")
    #expect(grid.columns == 4)
    #expect(PredictionGrid.mostConfidentlyWrong(among: items, count: -1).items == [])
  }

  @Test(arguments: [Int.min, 0, 1, Int.max])
  func anyColumnsDraw(columns: Int) throws {
    let grid = PredictionGrid(items: [try Samples.item(label: "7")], columns: columns)
    #expect(grid.svg().hasSuffix("</svg>\n"))
  }
}
