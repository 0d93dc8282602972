import Foundation
import Images
import Testing

@Suite("Pictures as Pillow sees them")
struct GoldenTests {
  /// Pillow and this package decode with other versions of the same libraries, whose cosine transforms
  /// and blends may round a value one apart; an opaque PNG leaves no room for that.
  static func tolerance(of golden: Golden) -> Int {
    let isExact =
      golden.file.hasSuffix(".png") && !golden.file.contains("alpha")
      && !golden.file.contains("rgba") && !golden.file.contains("transparent")
    return isExact ? 0 : 1
  }

  /// Pillow draws colours from JPEG with its own upsampling, so a few more roundings may differ.
  static let colorTolerance = 2

  @Test("There are pictures of every kind")
  func complete() {
    #expect(Golden.all.count == 73)
    #expect(Golden.all.count(where: { $0.file.hasSuffix(".png") }) == 44)
  }

  @Test("Grey is Pillow's", arguments: Golden.all)
  func grey(golden: Golden) throws {
    let image = try GreyImage(contentsOf: golden.path)
    #expect(image.width == golden.width)
    #expect(image.height == golden.height)
    #expect(difference(image.pixels, golden.grey) <= GoldenTests.tolerance(of: golden))
  }

  @Test("Colours are Pillow's", arguments: Golden.all)
  func color(golden: Golden) throws {
    let image = try ColorImage(contentsOf: golden.path)
    #expect(image.width == golden.width)
    #expect(image.height == golden.height)
    let tolerance =
      golden.file.hasSuffix(".jpg")
      ? GoldenTests.colorTolerance : GoldenTests.tolerance(of: golden)
    #expect(difference(image.pixels, golden.rgb) <= tolerance)
  }

  @Test("Bytes may come as an array or as Data")
  func kindsOfBytes() throws {
    let bytes = try Golden.bytes(of: "grey_8.png")
    #expect(try GreyImage(data: bytes) == GreyImage(data: Data(bytes)))
  }

  @Test("Bytes after the end are of no concern, as behind many photographs")
  func trailingBytes() throws {
    for file in ["grey_8.png", "color_baseline_420.jpg"] {
      let bytes = try Golden.bytes(of: file)
      #expect(try GreyImage(data: bytes + [0, 1, 2]) == GreyImage(data: bytes))
    }
  }
}
