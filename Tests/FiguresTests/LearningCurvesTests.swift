import Figures
import Testing

struct LearningCurvesTests {
  @Test(arguments: [Theme.light, .dark])
  func golden(theme: Theme) throws {
    try expectGolden(Samples.curves.svg(theme: theme), "curves-\(theme.rawValue).svg")
  }

  @Test func oneEpoch() throws {
    let curves = LearningCurves(
      loss: [.init("training", [0.3])],
      accuracy: [.init("training", [1]), .init("validation", [1])])
    try expectGolden(curves.svg(theme: .light), "curves-one-epoch.svg")
  }

  @Test func noEpochs() throws {
    let curves = LearningCurves(title: "None", loss: [], accuracy: [.init("training", [])])
    try expectGolden(curves.svg(theme: .light), "curves-no-epochs.svg")
  }

  @Test func valuesThatAreNotFiniteLeaveAGap() {
    let svg = Samples.curves.svg(theme: .light)
    let path = svg.split(separator: "\n").first { $0.contains("<path class=\"first-line\"") }
    // Epochs 1 and 2 are joined; epoch 3 is missing, so epoch 4 is a dot of its own.
    #expect(path?.filter { $0 == "M" }.count == 1)
    #expect(path?.filter { $0 == "L" }.count == 1)
  }

  @Test func divergedRunsSaySo() {
    let svg = LearningCurves(
      loss: [.init("training", [2.3, 9e25, 1e300, .nan])],
      accuracy: [.init("training", [.nan, -.infinity])]
    ).svg()
    #expect(svg.contains(">NaN</text>"))
    #expect(svg.contains(">-∞</text>"))
    #expect(svg.contains("<desc>After epoch 4. Loss: training NaN; Accuracy: training -∞.</desc>"))
  }

  @Test func percentAxisStaysWithinAll() {
    let svg = LearningCurves(loss: [], accuracy: [.init("training", [1, 1, 1])]).svg()
    #expect(svg.contains(">100\u{a0}%</text>"))
    #expect(!svg.contains(">101\u{a0}%</text>"))
  }

  @Test func manySeriesDraw() {
    let series = (0..<40).map { LearningCurves.Series("run \($0)", [1, Double($0)]) }
    #expect(LearningCurves(loss: series, accuracy: []).svg().contains(">run 39</text>"))
    #expect(LearningCurves(panels: []).svg().contains(">No curves.</text>"))
  }
}
