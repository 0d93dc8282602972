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

  @Test func nothing() {
    #expect(PictureSheet(rows: []).svg().contains("<desc>0 rows of pictures: .</desc>"))
    #expect(PictureSheet(rows: [.init("none", [])]).svg().contains("none"))
  }
}
