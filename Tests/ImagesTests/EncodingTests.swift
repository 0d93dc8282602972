import Images
import Testing

@Suite("Pictures into files")
struct EncodingTests {
  static let sizes: [[Int]] = [[1, 1], [13, 7], [1, 300], [300, 1], [257, 129]]

  @Test("PNG keeps every pixel", arguments: sizes)
  func png(size: [Int]) throws {
    let (width, height) = (size[0], size[1])
    let grey = try GreyImage(
      width: width, height: height, pixels: patterned(width: width, height: height))
    #expect(try GreyImage(data: grey.png()) == grey)

    let color = try ColorImage(
      width: width, height: height, pixels: patterned(width: width, height: height, channels: 3))
    #expect(try ColorImage(data: color.png()) == color)
  }

  @Test("JPEG keeps what an eye sees, and less of it at a lower quality")
  func jpeg() throws {
    let (width, height) = (60, 41)
    let pixels = (0..<width * height).map { UInt8(3 * ($0 % width) + $0 / width) }
    let image = try GreyImage(width: width, height: height, pixels: pixels)
    let fine = try image.jpeg()
    let coarse = try image.jpeg(quality: 10)
    #expect(difference(try GreyImage(data: fine).pixels, pixels) <= 6)
    #expect(coarse.count < fine.count)
    #expect(try GreyImage(data: coarse).width == width)
  }

  @Test("What a format cannot hold is refused")
  func refusals() throws {
    let image = try GreyImage(width: 70_000, height: 1, pixels: .init(repeating: 9, count: 70_000))
    #expect(try GreyImage(data: image.png()) == image)
    let reason = "70000 × 1 pixels are more than 65500 a side"
    #expect(throws: ImageError.encodingFailed(format: "JPEG", reason: reason)) {
      try image.jpeg()
    }
    for quality in [0, 101, -5] {
      #expect(throws: ImageError.invalidQuality(quality)) { try image.jpeg(quality: quality) }
    }
    let long = 1_000_001
    let tooLong = try GreyImage(width: long, height: 1, pixels: .init(repeating: 9, count: long))
    #expect(throws: ImageError.self) { try tooLong.png() }
  }

  @Test("A picture in colour has three bytes a pixel")
  func threeBytesAPixel() throws {
    #expect(throws: ImageError.invalidSize(width: 2, height: 1, bytes: 2)) {
      try ColorImage(width: 2, height: 1, pixels: [1, 2])
    }
    #expect(throws: ImageError.self) { try ColorImage(width: .max / 2, height: 2, pixels: []) }
  }
}
