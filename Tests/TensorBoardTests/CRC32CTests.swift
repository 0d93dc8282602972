import Foundation
import Testing

@testable import TensorBoard

struct CRC32CTests {
  /// The check value of the catalogues, and those of RFC 3720, B.4.
  @Test(
    arguments: [
      (Data("123456789".utf8), 0xe306_9283), (Data(), 0),
      (Data(repeating: 0, count: 32), 0x8a91_36aa), (Data(repeating: 0xff, count: 32), 0x62a8_ab43),
      (Data(0..<32), 0x46dd_794e), (Data((0..<32).reversed()), 0x113f_db5c),
    ] as [(Data, UInt32)])
  func knownChecksums(bytes: Data, sum: UInt32) {
    #expect(CRC32C.checksum(bytes) == sum)
    #expect(EventReader.checksum(bytes) == sum)
  }

  @Test func masked() { #expect(CRC32C.masked(Data("123456789".utf8)) == 0xc78a_b0e5) }

  /// The checksum of a slice is that of its bytes.
  @Test func slices() {
    #expect(CRC32C.checksum(Data("0123456789".utf8).dropFirst()) == 0xe306_9283)
  }
}
