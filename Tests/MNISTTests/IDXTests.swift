import Foundation
import Testing

@testable import MNIST

/// Every check on a file's content, on the plain file and on the same file gzipped.
@Suite struct IDXTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// Reads bytes as an IDX file, plain or gzipped.
  func read(_ bytes: [UInt8], as content: IDX.Content, gzipped: Bool) throws -> IDX {
    let path = try directory.write(gzipped ? gzip(bytes) : bytes, to: "file")
    return try IDX(content, from: ByteStream(path: path))
  }

  /// Expects that bytes are refused.
  func expect(
    _ error: (String) -> IDXError, from bytes: [UInt8], as content: IDX.Content = .images,
    gzipped: Bool, location: SourceLocation = #_sourceLocation
  ) {
    #expect(throws: error(directory.path + "/file"), sourceLocation: location) {
      try read(bytes, as: content, gzipped: gzipped)
    }
  }

  @Test(arguments: [false, true])
  func readsSizesAndElements(gzipped: Bool) throws {
    let pictures = try read(images(3), as: .images, gzipped: gzipped)
    #expect(pictures.sizes == [3, 2, 5])
    #expect(pictures.bytes == Array(0..<30))
    #expect(pictures.name == directory.path + "/file")
    let digits = try read(labels([7, 0, 255]), as: .labels, gzipped: gzipped)
    #expect(digits.sizes == [3])
    #expect(digits.bytes == [7, 0, 255])
  }

  @Test(arguments: [false, true])
  func refusesAnotherKindOfFile(gzipped: Bool) {
    expect(
      { .wrongMagic(file: $0, expected: 0x803, received: 0x801) },
      from: labels([1, 2]), gzipped: gzipped)
    expect(
      { .wrongMagic(file: $0, expected: 0x801, received: 0x803) },
      from: images(1), as: .labels, gzipped: gzipped)
    // Elements of 32 bits; a web page in place of the file.
    expect(
      { .wrongMagic(file: $0, expected: 0x801, received: 0xc01) },
      from: idx(0xc01, [1], [0, 0, 0, 1]), as: .labels, gzipped: gzipped)
    expect(
      { .wrongMagic(file: $0, expected: 0x803, received: 0x3c21_646f) },
      from: Array("<!doctype html>".utf8), gzipped: gzipped)
  }

  @Test(arguments: [false, true])
  func refusesSizesThatNoDataSetHas(gzipped: Bool) {
    let cases: [([UInt32], String, Int, UInt32)] = [
      ([0, 2, 5], "pictures", 10_000_000, 0),
      ([10_000_001, 2, 5], "pictures", 10_000_000, 10_000_001),
      ([.max, .max, .max], "pictures", 10_000_000, .max),
      ([3, 0, 5], "rows", 1024, 0),
      ([3, 1025, 5], "rows", 1024, 1025),
      ([3, 2, 0], "columns", 1024, 0),
      ([3, 2, .max], "columns", 1024, .max),
    ]
    for (sizes, axis, limit, received) in cases {
      expect(
        { .sizeOutOfRange(file: $0, axis: axis, limit: limit, received: received) },
        from: idx(0x803, sizes, []), gzipped: gzipped)
    }
    expect(
      { .sizeOutOfRange(file: $0, axis: "labels", limit: 10_000_000, received: 0) },
      from: labels([]), as: .labels, gzipped: gzipped)
    expect(
      { .tooLarge(file: $0, sizes: [10_000_000, 1024, 1024], limit: 1 << 30) },
      from: idx(0x803, [10_000_000, 1024, 1024], []), gzipped: gzipped)
    expect(
      { .tooLarge(file: $0, sizes: [1025, 1024, 1024], limit: 1 << 30) },
      from: idx(0x803, [1025, 1024, 1024], []), gzipped: gzipped)
  }

  @Test(arguments: [false, true])
  func refusesEveryShorterFile(gzipped: Bool) {
    let whole = images(3)
    for count in 0..<16 {
      expect(
        { .endsEarly(file: $0, expected: 16, received: count) },
        from: Array(whole.prefix(count)), gzipped: gzipped)
    }
    for count in 16..<46 {
      expect(
        { .endsEarly(file: $0, expected: 46, received: count) },
        from: Array(whole.prefix(count)), gzipped: gzipped)
    }
  }

  @Test(arguments: [false, true])
  func refusesAGigabyteThatIsNotThere(gzipped: Bool) {
    expect(
      { .endsEarly(file: $0, expected: 16 + 1 << 30, received: 20) },
      from: idx(0x803, [1024, 1024, 1024], [1, 2, 3, 4]), gzipped: gzipped)
  }

  @Test(arguments: [false, true])
  func refusesTrailingBytes(gzipped: Bool) {
    expect(
      { .trailingBytes(file: $0, expected: 46) }, from: images(3) + [0], gzipped: gzipped)
    expect(
      { .trailingBytes(file: $0, expected: 10) },
      from: labels([4, 2]) + Array(repeating: 0, count: 1 << 20), as: .labels, gzipped: gzipped)
  }
}
