import Images
import Testing

@testable import FuzzPictures

@Suite("Files that are no PNG or JPEG, or an unusual one")
struct FormatTests {
  static let beginnings: [(String, String?)] = [
    ("GIF89a", "a GIF picture"),
    ("RIFF\u{1}\u{2}\u{3}\u{4}WEBPVP8 ", "a WebP picture"),
    ("RIFF\u{1}\u{2}\u{3}\u{4}WAVE", nil),
    ("\0\0\0\u{18}ftypheic", "a HEIC picture"),
    ("\0\0\0\u{1c}ftypavif", "an AVIF picture"),
    ("\0\0\0\u{1c}ftypisom", "a film, or a picture in a film's format"),
    ("II*\0\u{8}", "a TIFF or raw picture"),
    ("MM\0*\0", "a TIFF or raw picture"),
    ("BM6", "a BMP picture"),
    ("P5 3 2 255", "a PGM picture"),
    ("%PDF-1.7", "a PDF document"),
    ("<svg xmlns=", "an SVG drawing"),
    ("<?xml version=\"1.0\"?>\n<!-- -->\n<svg ", "an SVG drawing"),
    ("\n<!DOCTYPE html><html>", "a web page"),
    ("dear reader", nil),
    ("P", nil),
  ]

  @Test("Other formats are called by their names", arguments: beginnings)
  func otherFormats(beginning: String, found: String?) {
    let expected = ImageError.unknownFormat(file: "the picture", found: found)
    #expect(refusal(of: Array(beginning.utf8)) == expected)
  }

  @Test("Every beginning of a PNG's signature but the whole is unknown")
  func partOfSignature() {
    for count in 1..<8 {
      let expected = ImageError.unknownFormat(file: "the picture", found: nil)
      #expect(refusal(of: Array(PNGParts.signature.prefix(count))) == expected)
    }
  }

  static let frames: [(UInt8, String)] = [
    (0xc9, "is coded arithmetically"), (0xca, "is coded arithmetically"),
    (0xc3, "is coded without loss"), (0xc5, "is coded in a hierarchy"),
  ]

  @Test("Unusual kinds of JPEG are named", arguments: frames)
  func unusualFrames(marker: UInt8, reason: String) throws {
    var file = try Golden.bytes(of: "grey_single.jpg")
    let frame = try #require(file.firstRange(of: [0xff, 0xc0])).lowerBound
    file[frame + 1] = marker
    let expected = ImageError.unsupported(file: "the picture", format: "JPEG", reason: reason)
    #expect(refusal(of: file) == expected)
  }

  @Test("Colours of print and twelve bits are refused")
  func unusualSamples() throws {
    let cmyk = ImageError.unsupported(
      file: "the picture", format: "JPEG", reason: "has the colours of print, CMYK")
    #expect(refusal(of: try Golden.bytes(of: "cmyk.jpg")) == cmyk)

    var file = try Golden.bytes(of: "grey_single.jpg")
    let frame = try #require(file.firstRange(of: [0xff, 0xc0])).lowerBound
    file[frame + 4] = 12
    let deep = ImageError.unsupported(
      file: "the picture", format: "JPEG", reason: "has 12 bits a sample")
    #expect(refusal(of: file) == deep)
  }

  @Test("A header that comes twice, or late, is none")
  func headerOutOfPlace() throws {
    let parts = try #require(PNGParts(try Golden.bytes(of: "grey_8.png")))
    var twice = parts
    twice.chunks.insert(parts.chunks[0], at: 1)
    let outOfPlace = ImageError.damaged(
      file: "the picture", format: "PNG", reason: "IHDR: out of place")
    #expect(refusal(of: twice.file) == outOfPlace)
    var late = parts
    late.chunks.swapAt(0, 1)
    let missing = ImageError.damaged(
      file: "the picture", format: "PNG", reason: "it has no header")
    #expect(refusal(of: late.file) == missing)
  }

  @Test("A part that no reader may skip is not skipped")
  func unknownPart() throws {
    var parts = try #require(PNGParts(try Golden.bytes(of: "grey_8.png")))
    parts.chunks.insert(.init(type: Array("NEWS".utf8), content: []), at: 1)
    #expect(refusal(of: parts.file) != nil)
  }
}
