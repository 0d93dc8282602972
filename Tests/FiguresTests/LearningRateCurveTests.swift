import Figures
import Foundation
import Testing

struct LearningRateCurveTests {
  static let curve: LearningRateCurve = {
    let rates = (0..<41).map { pow(10, -5 + Double($0) / 8) }
    let losses = rates.map { rate in 2.3 / (1 + 300 * rate) + pow(rate, 2) * 3 }
    return LearningRateCurve(
      subtitle: "dense, Adam", learningRates: rates, losses: losses, suggestion: 0.0032)
  }()

  @Test(arguments: [Theme.light, .dark])
  func golden(theme: Theme) throws {
    try expectGolden(Self.curve.svg(theme: theme), "learning-rate-\(theme.rawValue).svg")
  }

  @Test func nothing() {
    let svg = LearningRateCurve(learningRates: [], losses: []).svg()
    #expect(svg.contains("<desc>The loss at 0 learning rates; none suggested.</desc>"))
  }

  @Test func whatCannotBeDrawnIsLeftOut() {
    let svg = LearningRateCurve(
      learningRates: [0, -1, 1e-3, 1e-2, .nan], losses: [1, 1, .nan, 2, 3], suggestion: 0.01
    ).svg()
    #expect(svg.contains("<desc>The loss at 1 learning rates; suggested: 0.01.</desc>"))
    #expect(!svg.contains("NaN") && !svg.contains("nan"))
  }
}
