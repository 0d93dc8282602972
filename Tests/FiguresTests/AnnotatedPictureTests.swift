import Figures
import Foundation
import Testing

struct AnnotatedPictureTests {
  /// A sheet of 16 by 8 pixels with a blue stroke and a red one.
  private static func picture() throws -> PNGPicture {
    let text = """
      iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAIAAAB/FOjAAAAAJUlEQVR42mN48+IOSYgBzpLTWABEcO4qOTkIIl\
      YDXNuw1kAkAgCyYzRI2CkIkwAAAABJRU5ErkJggg==
      """
    return try PNGPicture(width: 16, height: 8, bytes: Array(#require(Data(base64Encoded: text))))
  }

  private static func note(
    _ x: Double, _ y: Double, _ caption: Caption, width: Double = 6, height: Double = 12
  ) -> AnnotatedPicture.Note {
    .init(x: x, y: y, width: width, height: height, caption: caption)
  }

  @Test(arguments: [Theme.light, .dark])
  func golden(theme: Theme) throws {
    // The notes count the pixels of a picture twice as large.
    let figure = AnnotatedPicture(
      title: "A <page>", subtitle: "2 digits", picture: try Self.picture(),
      size: .init(width: 32, height: 16),
      notes: [
        Self.note(5, 2, Caption("1", share: 0.98)),
        Self.note(15, 2, Caption("7?", share: 0.4, emphasis: .unsure)),
        Self.note(26, 8, Caption("faint", emphasis: .leftOut), width: 4, height: 4),
      ])
    try expectGolden(figure.svg(theme: theme), "annotated-\(theme.rawValue).svg")
  }

  /// Captions of a crowd are words alone, but for what is unsure.
  @Test func crowdsHaveShorterCaptions() throws {
    let crowd = (0..<32).map { (place: Int) -> AnnotatedPicture.Note in
      let (row, column) = (place / 8, place % 8)
      let caption = Caption("5", share: 0.75, emphasis: place == 0 ? .unsure : .sure)
      return Self.note(Double(column * 2), Double(row * 2), caption, width: 1.8, height: 1.8)
    }
    let figure = AnnotatedPicture(picture: try Self.picture(), notes: crowd)
    #expect(figure.svg().split(separator: ">5</text>").count - 1 == 32)
    #expect(figure.svg().split(separator: ">75\u{a0}%</text>").count - 1 <= 1)
    #expect(try figure.png(scale: 1).count > 1000)
  }

  @Test func notesOutsideAreLeftOut() throws {
    let outside = [
      Self.note(100, 2, Caption("8")), Self.note(.nan, 2, Caption("8")),
      Self.note(2, -.infinity, Caption("8")), Self.note(2, 2, Caption("8"), width: -3),
    ]
    let figure = AnnotatedPicture(picture: try Self.picture(), notes: outside)
    #expect(!figure.svg().contains(">8</text>"))
    #expect(AnnotatedPicture(picture: try Self.picture(), notes: []).svg().contains("<image"))
  }

  @Test func picturesAreChecked() throws {
    let good = try Self.picture().bytes
    #expect(throws: FigureError.invalidPictureSize(width: 0, height: 8)) {
      try PNGPicture(width: 0, height: 8, bytes: good)
    }
    #expect(throws: FigureError.unusablePNG(bytes: 3, limit: PNGPicture.mostBytes)) {
      try PNGPicture(width: 1, height: 1, bytes: [1, 2, 3])
    }
    #expect(throws: FigureError.self) {
      try PNGPicture(
        width: 1, height: 1, bytes: good + [UInt8](repeating: 0, count: PNGPicture.mostBytes))
    }
  }

  /// XML readers take no longer attribute, and librsvg is one of them.
  @Test func theLargestPictureCanBeDrawn() throws {
    let good = try Self.picture().bytes
    let filling = [UInt8](repeating: 0, count: PNGPicture.mostBytes - good.count)
    let picture = try PNGPicture(width: 16, height: 8, bytes: good + filling)
    let figure = AnnotatedPicture(picture: picture, notes: [])
    #expect(try figure.png(scale: 0.2).count > 100)
  }
}
