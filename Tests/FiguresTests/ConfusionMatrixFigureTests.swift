import Figures
import Testing

struct ConfusionMatrixFigureTests {
  @Test(arguments: [Theme.light, .dark])
  func golden(theme: Theme) throws {
    try expectGolden(
      Samples.confusion().svg(theme: theme), "confusion-\(theme.rawValue).svg")
  }

  @Test func accuracyIsInTheSubtitle() throws {
    #expect(
      try Samples.confusion().svg().contains(
        ">Three letters · 1,295 of 1,303 right, 99.39\u{a0}%</text>"))
  }

  @Test(arguments: [0, 1, 26, 47])
  func anyNumberOfClassesDraws(classes: Int) throws {
    let counts = (0..<classes).map { row in (0..<classes).map { $0 == row ? 399 : $0 % 3 } }
    let svg = try ConfusionMatrixFigure(
      classNames: (0..<classes).map { "c\($0)" }, counts: counts
    ).svg()
    #expect(svg.split(separator: ">399</text>").count - 1 == classes)
  }

  @Test func hugeCountsDoNotTrap() throws {
    let svg = try ConfusionMatrixFigure(
      classNames: ["a", "b"], counts: [[.max, .max], [.max, .max]]
    ).svg()
    #expect(svg.contains("of 9,223,372,036,854,775,807 right"))
  }

  @Test func shapesAreChecked() {
    func make(_ counts: [[Int]]) throws -> ConfusionMatrixFigure {
      try ConfusionMatrixFigure(classNames: ["a", "b"], counts: counts)
    }
    #expect(throws: FigureError.rowCountMismatch(classes: 2, rows: 1)) { try make([[1, 2]]) }
    #expect(throws: FigureError.columnCountMismatch(row: 1, classes: 2, columns: 3)) {
      try make([[1, 2], [1, 2, 3]])
    }
    #expect(throws: FigureError.negativeCount(row: 0, column: 1, count: -5)) {
      try make([[1, -5], [1, 2]])
    }
  }
}
