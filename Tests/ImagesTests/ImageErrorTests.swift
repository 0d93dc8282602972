import Images
import Testing

@Suite("Errors in the words a user reads")
struct ImageErrorTests {
  static let sentences: [(ImageError, String)] = [
    (
      .invalidSize(width: 3, height: 2, bytes: 5),
      "A picture of 3 by 2 pixels takes one byte a pixel, or three in colour, not 5 bytes: "
        + "pass the bytes of exactly one picture."
    ),
    (
      .invalidSide(0), "A picture can be reduced to a longest side of 1 pixel or more; received 0."
    ),
    (.invalidQuality(101), "The quality of a JPEG picture is 1 to 100; received 101."),
    (
      .fileUnreadable(file: "a.png", reason: "it is a directory"),
      "a.png: expected a picture; cannot read the file: it is a directory."
    ),
    (
      .empty(file: "a.png"),
      "a.png: expected a PNG or JPEG picture; the file is empty: save or copy it again."
    ),
    (
      .fileTooLarge(file: "a.png", bytes: 100, limit: 99),
      "a.png: expected at most 99 bytes; the file has 100: save the picture smaller."
    ),
    (
      .tooManyPixels(file: "a.jpg", width: 30_000, height: 20_000, limit: 1 << 24),
      "a.jpg: expected at most 16 megapixels; the picture has 30000 × 20000 pixels: "
        + "make it smaller, or crop it."
    ),
    (
      .tooManyPixels(file: "a.jpg", width: 3, height: 2, limit: 5),
      "a.jpg: expected at most 5 pixels; the picture has 3 × 2 pixels: make it smaller, or crop it."
    ),
    (
      .unknownFormat(file: "a.heic", found: "a HEIC picture"),
      "a.heic: expected a PNG or JPEG picture; this is a HEIC picture: "
        + "save or export it as PNG or JPEG."
    ),
    (
      .unknownFormat(file: "a.txt", found: nil),
      "a.txt: expected a PNG or JPEG picture; its first bytes are no picture's: "
        + "save or export it as PNG or JPEG."
    ),
    (
      .unsupported(file: "a.jpg", format: "JPEG", reason: "has 12 bits a sample"),
      "a.jpg: expected a PNG or a usual JPEG picture; this JPEG has 12 bits a sample: "
        + "save it again as PNG or as JPEG in grey or RGB."
    ),
    (
      .damaged(file: "a.png", format: "PNG", reason: "Not enough image data"),
      "a.png: expected a whole PNG picture; this one is damaged (Not enough image data): "
        + "save or copy it again."
    ),
    (
      .encodingFailed(format: "JPEG", reason: "70000 × 1 pixels are more than 65500 a side"),
      "The picture cannot be written as JPEG: 70000 × 1 pixels are more than 65500 a side."
    ),
  ]

  @Test("Each says what was expected, what came and what to do", arguments: sentences)
  func sentence(error: ImageError, sentence: String) {
    #expect(error.description == sentence)
  }
}
