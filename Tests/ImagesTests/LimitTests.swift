import Foundation
import Images
import Testing

@testable import FuzzPictures

@Suite("Pictures that are too large")
struct LimitTests {
  /// A file of the smallest golden picture that announces another size.
  static func png(width: UInt32, height: UInt32) throws -> [UInt8] {
    var parts = try #require(PNGParts(try Golden.bytes(of: "grey_8_single.png")))
    parts.chunks[0].content.replaceSubrange(0..<8, with: bigEndian(width) + bigEndian(height))
    return parts.file
  }

  static func jpeg(width: UInt16, height: UInt16) throws -> [UInt8] {
    var file = try Golden.bytes(of: "grey_single.jpg")
    let frame = try #require(file.firstRange(of: [0xff, 0xc0])).lowerBound
    file.replaceSubrange(frame + 5..<frame + 9, with: bigEndian(height) + bigEndian(width))
    return file
  }

  @Test("A small file that announces a huge picture is refused at once")
  func announcedSizes() throws {
    let expected = ImageError.tooManyPixels(
      file: "the picture", width: 30_000, height: 30_000, limit: 1 << 24)
    let files = try [
      LimitTests.png(width: 30_000, height: 30_000), LimitTests.jpeg(width: 30_000, height: 30_000),
    ]
    for file in files {
      // The fastest of several, since other tests run at the same time.
      let time = (0..<5).map { _ in
        ContinuousClock().measure { #expect(refusal(of: file) == expected) }
      }.min()
      #expect(try #require(time) < .milliseconds(10))
    }
  }

  @Test("The widest announcements do not overflow")
  func overflow() throws {
    for (width, height) in [(UInt32.max, UInt32.max), (1 << 31, 1), (1 << 31 - 1, 1 << 31 - 1)] {
      #expect(refusal(of: try LimitTests.png(width: width, height: height)) != nil)
    }
  }

  @Test("Nothing is no size")
  func zero() throws {
    let png = ImageError.damaged(
      file: "the picture", format: "PNG", reason: "its header announces 0 × 5 pixels")
    #expect(refusal(of: try LimitTests.png(width: 0, height: 5)) == png)
    let jpeg = ImageError.damaged(
      file: "the picture", format: "JPEG", reason: "its header announces 7 × 0 pixels")
    #expect(refusal(of: try LimitTests.jpeg(width: 7, height: 0)) == jpeg)
  }

  @Test("A size within the limit that the file does not fill is no picture")
  func unfilled() throws {
    #expect(refusal(of: try LimitTests.png(width: 3000, height: 3000)) != nil)
    #expect(refusal(of: try LimitTests.jpeg(width: 3000, height: 3000)) != nil)
    #expect(refusal(of: try LimitTests.jpeg(width: 1, height: 9)) != nil)
  }

  @Test("Limits hold to the pixel and to the byte", arguments: ["grey_8.png", "grey_baseline.jpg"])
  func edges(file: String) throws {
    let bytes = try Golden.bytes(of: file)
    #expect(refusal(of: bytes, limit: ImageLimit(pixels: 91)) == nil)
    let pixels = ImageError.tooManyPixels(file: "the picture", width: 13, height: 7, limit: 90)
    #expect(refusal(of: bytes, limit: ImageLimit(pixels: 90)) == pixels)

    #expect(refusal(of: bytes, limit: ImageLimit(bytes: bytes.count)) == nil)
    let size = ImageError.fileTooLarge(
      file: "the picture", bytes: bytes.count, limit: bytes.count - 1)
    #expect(refusal(of: bytes, limit: ImageLimit(bytes: bytes.count - 1)) == size)
  }
}
