import Figures
import Testing

struct PNGTests {
  /// Any text as a figure.
  private struct Text: Figure {
    let text: String
    func svg(theme: Theme) -> String { text }
  }

  private func size(_ bytes: [UInt8]) -> [Int] {
    [16, 20].map { start in
      bytes.dropFirst(start).prefix(4).reduce(0) { $0 << 8 | Int($1) }
    }
  }

  @Test func sizeFollowsTheScale() throws {
    let square = Text(
      text: "<svg xmlns='http://www.w3.org/2000/svg' width='30' height='21'/>")
    let bytes = try square.png()
    #expect(Array(bytes.prefix(8)) == [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    #expect(size(bytes) == [60, 42])
    #expect(try size(square.png(scale: 0.5)) == [15, 11])
  }

  @Test func automaticIsLightWhereMediaQueriesAreUnknown() throws {
    let figure = try Samples.confusion()
    let light = try figure.png(theme: .light, scale: 1)
    #expect(try figure.png(theme: .automatic, scale: 1) == light)
    #expect(try figure.png(theme: .dark, scale: 1) != light)
  }

  @Test func hostileNamesAreReadable() throws {
    let name = "</text><script>&\u{0}\u{8}\u{fffe}\"'\u{1b}]]>"
    let item = try ClassifiedPicture(
      picture: Samples.picture(), label: name, classNames: [name], probabilities: [.nan])
    let figures: [any Figure] = [
      PredictionGrid(title: name, subtitle: name, items: [item]),
      LearningCurves(title: name, loss: [.init(name, [.infinity])], accuracy: []),
      try ConfusionMatrixFigure(title: name, subtitle: name, classNames: [name], counts: [[3]]),
    ]
    for figure in figures { #expect(try figure.png(scale: 1).count > 1_000) }
  }

  @Test(arguments: [0, -1, .nan, .infinity, 100, 1e9, .greatestFiniteMagnitude] as [Double])
  func scalesAreChecked(scale: Double) {
    #expect(throws: FigureError.self) { try Samples.curves.png(scale: scale) }
  }

  @Test func unreadableTextIsAnError() {
    let error = #expect(throws: FigureError.self) { try Text(text: "<svg").png() }
    #expect(error?.description.hasPrefix("librsvg could not read the figure (") == true)
    #expect(throws: FigureError.self) { try Text(text: "").png() }
  }
}
