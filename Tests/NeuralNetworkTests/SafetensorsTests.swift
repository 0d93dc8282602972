import Foundation
import Testing

@testable import NeuralNetwork

/// The file format: what is written, what is read, and what is refused.
@Suite struct SafetensorsTests {
  private static let header =
    #"{"__metadata__":{"k":"ü/\""},"a":{"data_offsets":[0,8],"dtype":"F32","shape":[1,2]},"#
    + #""b":{"data_offsets":[8,12],"dtype":"F32","shape":[]}}"#

  private static let content = Safetensors(
    tensors: [
      "b": Tensor(shape: [], values: [-2]), "a": Tensor(shape: [1, 2], values: [1, 0.5]),
    ], metadata: ["k": "ü/\""])

  @Test func bytes() throws {
    let blanks = String(repeating: " ", count: (8 - Self.header.utf8.count % 8) % 8)
    let numbers: [UInt8] = [0, 0, 0x80, 0x3F, 0, 0, 0, 0x3F, 0, 0, 0, 0xC0]
    #expect(
      [UInt8](try Self.content.encoded()) == [UInt8](Self.file(Self.header + blanks, numbers)))
  }

  @Test func roundTrip() throws {
    let data = try Self.content.encoded()
    #expect(try Safetensors(data) == Self.content)
    #expect(try Safetensors(Safetensors().encoded()) == Safetensors())
    let empty = Safetensors(tensors: ["none": Tensor(shape: [3, 0, 2], values: [])])
    #expect(try Safetensors(empty.encoded()) == empty)
  }

  /// All 65,536 numbers of 16 bits come back, and others become the nearest one.
  @Test func halfPrecision() throws {
    for bits in UInt16.min...UInt16.max {
      let value = HalfPrecision.value(of: bits)
      if value.isNaN { continue }
      #expect(HalfPrecision.bits(of: value) == bits)
    }
    #expect(HalfPrecision.value(of: HalfPrecision.bits(of: .nan)).isNaN)
    #expect(HalfPrecision.value(of: 0x3C01) == 1 + 0x1p-10)
    #expect(HalfPrecision.value(of: 0x0001) == 0x1p-24)
    // Halfway goes to the even one, beyond it up.
    #expect(HalfPrecision.bits(of: 1 + 0x1p-11) == 0x3C00)
    #expect(HalfPrecision.bits(of: 1 + 0x1p-11 + 0x1p-20) == 0x3C01)
    #expect(HalfPrecision.bits(of: 1 + 3 * 0x1p-11) == 0x3C02)
    #expect(HalfPrecision.bits(of: 65519) == 0x7BFF && HalfPrecision.bits(of: 65520) == 0x7C00)
    #expect(HalfPrecision.bits(of: 0x1.8p-25) == 1 && HalfPrecision.bits(of: 0x1p-25) == 0)
    #expect(HalfPrecision.bits(of: -0x1.FFEp-15) == 0x8400)

    let content = Safetensors(tensors: ["a": Tensor(shape: [3], values: [1, -2.0004883, 0.1])])
    let data = try content.encoded(.half)
    #expect(data.suffix(6) == Data([0x00, 0x3C, 0x00, 0xC0, 0x66, 0x2E]))
    #expect(try Safetensors(data).tensors["a"]?.values == [1, -2, 0.099975586])
  }

  /// A slice of data does not begin at 0.
  @Test func readsASlice() throws {
    let data = Data([1, 2, 3]) + (try Self.content.encoded())
    #expect(try Safetensors(data.dropFirst(3)) == Self.content)
  }

  /// What could not be read again is not written.
  @Test func nothingLargerThanIsRead() throws {
    let tensor = Tensor(shape: [1 << 20], values: [Float](repeating: 0, count: 1 << 20))
    func tensors(_ count: Int, _ tensor: Tensor) -> Safetensors {
      Safetensors(
        tensors: Dictionary(uniqueKeysWithValues: (0..<count).map { ("\($0)", tensor) }))
    }
    #expect(throws: ModelError.self) { try tensors(128, tensor).encoded() }
    #expect(throws: ModelError.self) {
      try tensors(10_001, Tensor(shape: [], values: [1])).encoded()
    }
    let long = String(repeating: "a", count: 16 << 20)
    #expect(throws: ModelError.self) { try Safetensors(metadata: ["k": long]).encoded() }
  }

  /// Files of other kinds are told from damaged ones.
  @Test(arguments: ["PK\u{3}\u{4}\u{14}\0\0\0\0\0", "\u{1}HDF", "# Digits\n\nRecognises", ""])
  func otherKindsOfFile(content: String) {
    let error = #expect(throws: Safetensors.Defect.self) {
      try Safetensors(Data(content.utf8))
    }
    #expect(error?.what.hasPrefix("it is no safetensors file") == true)
  }

  /// A file that another program wrote.
  @Test func readsKerasFile() throws {
    let path = Golden.folder.appending(path: "dense_tanh.safetensors").path
    let file = try Safetensors(contentsOf: path)
    #expect(file.tensors["input"] == (try Golden("dense_tanh").tensor("input")))
    #expect(file.metadata["seed"] == "3")
  }

  static let malformed: [(name: String, data: Data)] = {
    func a(_ entry: String, _ count: Int = 8) -> Data {
      file("{\"a\":{\(entry)}}", [UInt8](repeating: 0, count: count))
    }
    func entry(_ shape: String, _ offsets: String, _ type: String = "F32") -> String {
      "\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)"
    }
    func two(_ first: String, _ second: String) -> Data {
      file(
        "{\"a\":{\(entry("[1]", first))},\"b\":{\(entry("[1]", second))}}",
        [UInt8](repeating: 0, count: 8))
    }
    let deep = String(repeating: "[", count: 100_000)
    return [
      ("empty", Data()),
      ("7 bytes", Data([2, 0, 0, 0, 0, 0, 0])),
      ("no header", Data([0, 0, 0, 0, 0, 0, 0, 0])),
      ("header beyond the end", Data([3, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x7D])),
      ("header of 2⁶³ bytes", Data([0, 0, 0, 0, 0, 0, 0, 0x80, 0x7B, 0x7D])),
      ("header of 2⁶⁴ − 1 bytes", Data([UInt8](repeating: 255, count: 8) + [0x7B, 0x7D])),
      ("not JSON", file("{\"a\":")),
      ("JSON array", file("[]")),
      ("JSON null", file("null")),
      ("not UTF-8", Data([2, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFE])),
      ("deep JSON", file("{\"a\":\(deep)")),
      ("metadata of numbers", file(#"{"__metadata__":{"k":1}}"#)),
      ("entry without type", a(#""shape":[2],"data_offsets":[0,8]"#)),
      ("entry of another kind", file(#"{"a":[0,8]}"#)),
      ("no offsets", a(entry("[2]", "[]"))),
      ("one offset", a(entry("[2]", "[0]"))),
      ("three offsets", a(entry("[2]", "[0,8,8]"))),
      ("offsets beyond integers", a(entry("[2]", "[0,9223372036854775808]"))),
      ("largest offset", a(entry("[2]", "[0,9223372036854775807]"))),
      ("negative offset", a(entry("[2]", "[-8,0]"))),
      ("end before start", a(entry("[2]", "[8,0]"))),
      ("fraction", a(entry("[2.5]", "[0,8]"))),
      ("overlap", two("[0,4]", "[0,4]")),
      ("partial overlap", two("[0,4]", "[2,6]")),
      ("hole", two("[0,4]", "[5,9]")),
      ("hole at the beginning", a(entry("[1]", "[4,8]"))),
      ("start within its place", a(entry("[1]", "[2,4]"), 4)),
      ("trailing bytes", a(entry("[1]", "[0,4]"))),
      ("truncated", a(entry("[2]", "[0,8]"), 7)),
      ("length not the shape's", a(entry("[3]", "[0,8]"))),
      ("negative axis", a(entry("[-2]", "[0,8]"))),
      ("two negative axes", a(entry("[-1,-2]", "[0,8]"))),
      ("overflowing shape", a(entry("[4294967296,4294967296]", "[0,8]"))),
      ("overflowing bytes", a(entry("[4611686018427387904]", "[0,8]"))),
      ("wrapping shape", a(entry("[9223372036854775807,9223372036854775807]", "[0,8]"))),
      ("half precision of another size", a(entry("[2]", "[0,8]", "F16"))),
      ("eight bits", a(entry("[8]", "[0,8]", "I8"))),
      ("integers", a(entry("[2]", "[0,8]", "I32"))),
      ("type with codes for a terminal", a(entry("[2]", "[0,8]", #"\u001b[2J\n\u0007"#))),
      ("endless type", a(entry("[2]", "[0,8]", String(repeating: "x", count: 100_000)))),
    ]
  }()

  @Test(arguments: malformed.indices)
  func refuses(number: Int) throws {
    let (name, data) = Self.malformed[number]
    let folder = try TemporaryFolder()
    let path = try folder.file("f", data)
    let error = #expect(throws: FileError.self, "\(name)") { try Safetensors(contentsOf: path) }
    guard case .malformed(path, let what) = error else {
      Issue.record("\(name): another error, \(String(describing: error))")
      return
    }
    expectSentence(error?.description, path: path, what)
  }

  @Test func tooManyArrays() throws {
    let entries = (0...Safetensors.mostTensors).map {
      #""\#($0)":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}"#
    }
    #expect(throws: Safetensors.Defect.self) {
      try Safetensors(Self.file("{\(entries.joined(separator: ","))}"))
    }
  }

  /// A file cut at any place is not a file.
  @Test func everyTruncation() throws {
    let data = try Self.content.encoded()
    for length in 0..<data.count {
      #expect(throws: Safetensors.Defect.self, "\(length) bytes") {
        try Safetensors(data.prefix(length))
      }
    }
  }

  /// A pipe must not be waited for.
  @Test(.timeLimit(.minutes(1)), arguments: ["missing", "folder", "pipe", "loop"])
  func unreadable(name: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path(name)
    switch name {
    case "folder":
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: false)
    case "pipe": #expect(mkfifo(path, 0o600) == 0)
    case "loop":
      try FileManager.default.createSymbolicLink(
        atPath: path, withDestinationPath: path)
    default: break
    }
    let error = #expect(throws: FileError.self) { try Safetensors(contentsOf: path) }
    guard case .unreadable(path, let reason) = error else {
      Issue.record("Another error: \(String(describing: error))")
      return
    }
    #expect(error?.description == "Cannot read \(path): \(reason).")
  }

  @Test func tooLarge() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("f", Data())
    // A hole: it takes no room on the disk.
    #expect(truncate(path, off_t(Safetensors.largestFile + 1)) == 0)
    #expect(throws: FileError.self) { try Safetensors(contentsOf: path) }
  }

  private func expectSentence(_ text: String?, path: String, _ what: String) {
    #expect(text == "\(path) is not a usable model file: \(what).")
    #expect(!what.contains { $0.isNewline || $0 == "\u{1B}" } && what.count <= 300)
  }

  private static func file(_ header: String, _ body: [UInt8] = []) -> Data {
    let count = header.utf8.count
    let length = (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
    return Data(length + Array(header.utf8) + body)
  }
}
