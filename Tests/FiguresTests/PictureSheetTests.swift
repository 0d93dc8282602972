import Figures
import Testing

struct PictureSheetTests {
  private static func picture(_ shade: UInt8) throws -> GreyPicture {
    try GreyPicture(width: 3, height: 2, pixels: [0, shade, 0, shade, 0, shade])
  }

  @Test(arguments: [Theme.light, .dark])
  func golden(theme: Theme) throws {
    let sheet = PictureSheet(
      title: "Changes", subtitle: "of two pictures",
      rows: try [
        .init("as they are", [Self.picture(255), Self.picture(90)]),
        .init("a <name> that is much too long for its place", [Self.picture(10)]),
      ])
    try expectGolden(sheet.svg(theme: theme), "picture-sheet-\(theme.rawValue).svg")
  }

  @Test(arguments: [Theme.light, .dark])
  func captions(theme: Theme) throws {
    let sheet = PictureSheet(
      title: "Seen",
      rows: try [
        .init(
          "line 1", [Self.picture(255), Self.picture(90), Self.picture(10)],
          captions: [Caption("1", share: 0.999), Caption("7?", share: 0.4, emphasis: .unsure)]),
        .init("", [Self.picture(50)], captions: [Caption("much too long"), Caption("too many")]),
      ])
    try expectGolden(sheet.svg(theme: theme), "picture-captions-\(theme.rawValue).svg")
  }

  @Test func nothing() {
    #expect(PictureSheet(rows: []).svg().contains("<desc>0 rows of pictures: .</desc>"))
    #expect(PictureSheet(rows: [.init("none", [])]).svg().contains("none"))
  }
}
