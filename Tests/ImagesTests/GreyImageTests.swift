import Images
import Testing

@Suite("Pictures in shades of grey")
struct GreyImageTests {
  @Test("A picture has one byte a pixel")
  func oneByteAPixel() throws {
    let image = try GreyImage(width: 3, height: 2, pixels: [1, 2, 3, 4, 5, 6])
    #expect(image.pixels.count == 6)
    #expect(throws: ImageError.invalidSize(width: 3, height: 2, bytes: 5)) {
      try GreyImage(width: 3, height: 2, pixels: [1, 2, 3, 4, 5])
    }
    #expect(throws: ImageError.self) { try GreyImage(width: .max, height: 2, pixels: []) }
  }
}
