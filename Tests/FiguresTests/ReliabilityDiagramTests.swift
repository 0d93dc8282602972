import Figures
import Testing

struct ReliabilityDiagramTests {
  static let diagram = ReliabilityDiagram(
    subtitle: "dense",
    bins: [
      .init(count: 0, confidence: 0, accuracy: 0),
      .init(count: 12, confidence: 0.33, accuracy: 0.5),
      .init(count: 70, confidence: 0.55, accuracy: 0.4),
      .init(count: 318, confidence: 0.93, accuracy: 0.9),
    ], expectedError: 0.0412)

  @Test(arguments: [Theme.light, .dark])
  func golden(theme: Theme) throws {
    try expectGolden(Self.diagram.svg(theme: theme), "reliability-\(theme.rawValue).svg")
  }

  @Test func nothing() {
    let svg = ReliabilityDiagram(bins: [], expectedError: 0).svg()
    #expect(svg.contains("<desc>0 ranges of confidence; expected calibration error 0.00"))
  }

  @Test func senselessNumbersAreDrawnAsShares() {
    let svg = ReliabilityDiagram(
      bins: [.init(count: 1, confidence: .nan, accuracy: 7)], expectedError: .nan
    ).svg()
    #expect(!svg.contains("nan\""))
  }
}
