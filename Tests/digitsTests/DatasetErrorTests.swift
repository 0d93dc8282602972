import Foundation
import Testing

/// Data sets that are missing, damaged or made to harm.
struct DatasetErrorTests {
  /// What was done to one of the four files of a good data set.
  struct Damage: CustomTestStringConvertible {
    let testDescription: String
    let file: String
    let code: Int32
    let words: [String]
    /// The file's new content, or nil to remove it.
    let content: @Sendable ([UInt8]) throws -> [UInt8]?

    init(
      _ description: String, to number: Int, code: Int32 = 65, naming words: String...,
      content: @escaping @Sendable ([UInt8]) throws -> [UInt8]?
    ) {
      testDescription = description
      file = Drawings.files[number]
      self.code = code
      self.words = words
      self.content = content
    }
  }

  @Test(arguments: [
    Damage("missing", to: 2, code: 66) { _ in nil },
    Damage("empty", to: 0, naming: "ends after 0") { _ in [] },
    Damage("cut off in its header", to: 1) { Array($0.prefix(6)) },
    Damage("cut off in its pictures", to: 0, naming: "188176", "ends after 188175") {
      $0.dropLast()
    },
    Damage("longer than it says", to: 1) { $0 + [0] },
    Damage("of floats", to: 0, naming: "0x00000803", "0x00000d03") {
      Drawings.header(0xD03, [240, 28, 28]) + $0.dropFirst(16)
    },
    Damage("with labels for pictures", to: 2, naming: "0x00000803", "0x00000801") { _ in
      Drawings.header(0x801, [60]) + [UInt8](repeating: 0, count: 60)
    },
    Damage("of four gigabytes, it says", to: 0, naming: "4294967295") {
      Drawings.header(0x803, [.max, .max, .max]) + $0.dropFirst(16)
    },
    Damage("of ten terabytes within the limits, it says", to: 0, naming: "10000000 × 1024") {
      Drawings.header(0x803, [10_000_000, 1024, 1024]) + $0.dropFirst(16)
    },
    Damage("without pictures", to: 0, naming: "pictures", "0") { _ in
      Drawings.header(0x803, [0, 28, 28])
    },
    Damage("with label 11", to: 3, naming: "label 59", "11") { $0.dropLast() + [11] },
    Damage("with a label too few", to: 1, naming: "240", "239") {
      Drawings.header(0x801, [239]) + $0.dropFirst(8).dropLast()
    },
    Damage("with pictures of another size", to: 2, naming: "(28, 28, 1)", "(14, 56, 1)") {
      Drawings.header(0x803, [60, 14, 56]) + $0.dropFirst(16)
    },
    Damage("gzip cut off", to: 3, naming: "gzip") { _ in try Self.gzip().dropLast(9) },
    Damage("gzip with a flipped bit", to: 3, naming: "gzip") { _ in
      var bytes = try Self.gzip()
      bytes[bytes.count / 2] ^= 4
      return bytes
    },
    Damage("no gzip after its first bytes", to: 3, naming: "gzip") { _ in
      [0x1F, 0x8B] + [UInt8](repeating: 0xAA, count: 100)
    },
  ])
  func isRefused(damage: Damage) throws {
    let place = try Workplace()
    let directory = place.aside + "/data"
    var content = Drawings.content()
    content[damage.file] = try damage.content(try #require(content[damage.file]))
    try Drawings.write(content, to: directory)
    let outcome = try Program.run(["train", "--dataset", directory], in: place)
    expectRefusal(outcome, code: damage.code, naming: [damage.file] + damage.words)
    #expect(try place.content == [])
  }

  @Test(arguments: ["nowhere", "/dev/null"])
  func noDirectory(path: String) throws {
    let place = try Workplace()
    let outcome = try Program.run(["train", "--dataset", path], in: place)
    expectRefusal(outcome, code: 66, naming: [path, "directory"])
    #expect(try place.content == [])
  }

  @Test func picturesTooSmallForTheNetwork() throws {
    let place = try Workplace()
    let data = place.aside + "/data"
    try Drawings.write(Drawings.content(rows: 2, columns: 5), to: data)
    let outcome = try Program.run(["train", "--model", "convnet", "--dataset", data], in: place)
    expectRefusal(outcome, code: 65, naming: ["Conv2D", "(2, 5, 1)"])
    #expect(try place.content == [])
  }

  /// A real gzip file, of this package.
  private static func gzip() throws -> [UInt8] {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return [UInt8](
      try Data(
        contentsOf: package.appending(path: "Sources/CMNIST/mnist/t10k-labels-idx1-ubyte.gz")))
  }
}
