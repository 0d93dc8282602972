import CZlib
import Images
import Testing

@testable import FuzzPictures

@Suite("Pictures that were cut off or changed")
struct TruncationTests {
  /// Not even the last byte can be missing: PNG ends in a checksum, JPEG in its end marker.
  @Test("No part of a picture is a picture", arguments: Golden.all)
  func everyCut(golden: Golden) throws {
    let whole = try golden.bytes
    for count in 0..<whole.count {
      let refusal = refusal(of: Array(whole.prefix(count)))
      switch refusal {
      case .damaged, .unknownFormat, .empty: break
      default: Issue.record("cut after \(count) bytes: \(String(describing: refusal))")
      }
    }
  }

  @Test("No changed bit of a PNG goes unnoticed, where it matters")
  func everyBit() throws {
    let whole = try Golden.bytes(of: "rgb_8_transparent.png")
    for bit in 0..<whole.count * 8 {
      var changed = whole
      changed[bit / 8] ^= 1 << (bit % 8)
      #expect(refusal(of: changed) != nil, "bit \(bit)")
    }
  }

  @Test("Pixels that are too few are no picture")
  func tooFewRows() throws {
    var parts = try #require(PNGParts(try Golden.bytes(of: "grey_8.png")))
    parts.chunks[0].content.replaceSubrange(4..<8, with: bigEndian(UInt32(8)))
    let expected = ImageError.damaged(
      file: "the picture", format: "PNG", reason: "Not enough image data")
    #expect(refusal(of: parts.file) == expected)
  }

  @Test("A picture without pixels is none")
  func noData() throws {
    var parts = try #require(PNGParts(try Golden.bytes(of: "grey_8.png")))
    parts.chunks.removeAll { $0.type == Array("IDAT".utf8) }
    #expect(refusal(of: parts.file) != nil)
  }

  @Test("Texts are not even unpacked, for they could fill all memory")
  func bombs() throws {
    var parts = try #require(PNGParts(try Golden.bytes(of: "grey_8.png")))
    // Just below the 8 MB that libpng allows each.
    let text = deflated([UInt8](repeating: 32, count: 7_900_000))
    let chunk = PNGParts.Chunk(
      type: Array("zTXt".utf8), content: Array("Comment".utf8) + [0, 0] + text)
    parts.chunks.insert(contentsOf: repeatElement(chunk, count: 60), at: 1)
    let file = parts.file

    let before = peakMemory()
    #expect(refusal(of: file) == nil)
    // Far more than other tests take at the same time, far less than 60 texts.
    #expect(peakMemory() - before < 200)
  }

  private func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var count = compressBound(uLong(bytes.count))
    return [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, initialized in
      compress(buffer.baseAddress, &count, bytes, uLong(bytes.count))
      initialized = Int(count)
    }
  }

  @Test("Thousands of damaged pictures end in a picture or in an error of ours")
  func mutations() throws {
    let files = try Golden.all.map { try $0.bytes }
    let checks = [
      Check(name: "grey") { bytes in
        let image = try GreyImage(data: bytes)
        #expect(image.pixels.count == image.width * image.height)
      },
      Check(name: "color") { bytes in
        let image = try ColorImage(data: bytes)
        #expect(image.pixels.count == 3 * image.width * image.height)
      },
    ]
    var fuzzer = Fuzzer(files: files, seed: 1, checks: checks)
    for _ in 0..<4000 { try fuzzer.step() }
    #expect(fuzzer.tally.decoded + fuzzer.tally.refused == 8000)
    // The damages are neither harmless nor all stopped at the door.
    #expect(fuzzer.tally.decoded > 100)
    #expect(fuzzer.tally.refused > 1000)
  }
}
