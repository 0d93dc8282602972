import Figures
import Testing

struct GreyPictureTests {
  @Test func bytesAreOnePerPixel() throws {
    #expect(throws: FigureError.pixelCountMismatch(width: 28, height: 28, pixels: 783)) {
      try GreyPicture(pixels: [UInt8](repeating: 0, count: 783))
    }
    #expect(try GreyPicture(width: 2, height: 3, pixels: [1, 2, 3, 4, 5, 6]).pixels.count == 6)
  }

  @Test(arguments: [(0, 4), (4, 0), (-2, -3), (Int.max, 2), (Int.min, -1)])
  func sizesAreChecked(width: Int, height: Int) {
    #expect(throws: FigureError.invalidPictureSize(width: width, height: height)) {
      try GreyPicture(width: width, height: height, pixels: [])
    }
  }

  @Test func errorsSayWhatToDo() {
    #expect(
      FigureError.pixelCountMismatch(width: 2, height: 3, pixels: 5).description
        == "A picture of 2 by 3 takes one byte per pixel, not 5 bytes: "
        + "pass the bytes of exactly one picture.")
  }
}
