import Testing

@testable import FuzzPictures
@testable import Images

@Suite("Which way up a picture is")
struct OrientationTests {
  static let big: [UInt8] = [
    0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0,
  ]

  @Test("EXIF's orientation is found, and nothing beyond its end is read")
  func cutOff() {
    for count in 0...OrientationTests.big.count {
      // The two bytes after the value are padding.
      let expected: Orientation? = count >= OrientationTests.big.count - 2 ? .turnedLeft : nil
      #expect(Orientation(tiff: OrientationTests.big.prefix(count)) == expected)
    }
  }

  @Test("An index into the middle of a file is no trouble")
  func slices() {
    let file = [1, 2, 3] + OrientationTests.big
    #expect(Orientation(tiff: file[3...]) == .turnedLeft)
  }

  static let changes: [(Int, UInt8)] = [(19, 0), (19, 9), (13, 4), (4, 0xff), (3, 43), (0, 0x49)]

  @Test("Nonsense is no orientation", arguments: changes)
  func nonsense(index: Int, byte: UInt8) {
    var changed = OrientationTests.big
    changed[index] = byte
    #expect(Orientation(tiff: changed[...]) == nil)
  }

  @Test("A picture is upright where EXIF makes no sense")
  func brokenInFile() throws {
    var file = try Golden.bytes(of: "turned_6_big.jpg")
    let exif = try #require(file.firstRange(of: Array("Exif".utf8))).lowerBound
    file[exif + 6] = 0
    #expect(try GreyImage(data: file).width == 13)
  }

  @Test("Large pictures turn like small ones", arguments: Orientation.allCases)
  func everyPixel(orientation: Orientation) {
    // Longer than the squares in which a picture is turned, and no multiple of them.
    let (width, height) = (150, 67)
    let stored = Raster(
      width: width, height: height, channels: .color,
      bytes: patterned(width: width, height: height, channels: 3))
    let turned = stored.upright(from: orientation)
    #expect(turned.width == (orientation.swapsSides ? height : width))
    for row in 0..<turned.height {
      for column in 0..<turned.width {
        let (right, bottom) = (width - 1, height - 1)
        let (x, y) =
          switch orientation {
          case .upright: (column, row)
          case .mirrored: (right - column, row)
          case .upsideDown: (right - column, bottom - row)
          case .upsideDownMirrored: (column, bottom - row)
          case .transposed: (row, column)
          case .turnedLeft: (row, bottom - column)
          case .transposedAcross: (right - row, bottom - column)
          case .turnedRight: (right - row, column)
          }
        let source = 3 * (y * width + x)
        let target = 3 * (row * turned.width + column)
        if stored.bytes[source..<source + 3] != turned.bytes[target..<target + 3] {
          Issue.record("\(orientation): column \(column), row \(row)")
          return
        }
      }
    }
  }
}
