import Foundation
import Testing

@testable import MNIST

@Suite struct ByteStreamTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// What a file of these bytes unpacks to, read `step` bytes at a time.
  func unpack(_ bytes: [UInt8], step: Int = 1000) throws -> [UInt8] {
    let stream = try ByteStream(path: directory.write(bytes, to: "file"))
    #expect(stream.storedCount == bytes.count)
    var all: [UInt8] = []
    while true {
      let part = try [UInt8](unsafeUninitializedCapacity: step) { buffer, count in
        count = try stream.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      all += part
      #expect(stream.position == all.count)
      if part.count < step { return all }
    }
  }

  /// The reason for which a gzip file is refused; nil if it is not.
  func damage(_ bytes: [UInt8]) throws -> String? {
    do throws(any Error) {
      _ = try unpack(bytes)
      return nil
    } catch IDXError.damagedGzip(let file, let reason) {
      #expect(file == directory.path + "/file")
      return reason
    }
  }

  /// 200,000 bytes that hardly compress, so that they pass several chunks.
  let noise: [UInt8] = {
    var state: UInt32 = 1
    return (0..<200_000).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
  }()

  @Test(arguments: [1, 7, 1000, 65_536, 200_000, 300_000])
  func plainAndGzippedAreTheSame(step: Int) throws {
    let bytes = step == 1 ? Array(noise.prefix(100)) : noise
    #expect(try unpack(bytes, step: step) == bytes)
    #expect(try unpack(gzip(bytes), step: step) == bytes)
  }

  @Test func emptyFilesHoldNothing() throws {
    #expect(try unpack([]) == [])
    #expect(try unpack([0x1f]) == [0x1f])
    #expect(try unpack(gzip([])) == [])
  }

  @Test func membersInARowAreOneFile() throws {
    let members = gzip([1, 2, 3]) + gzip([]) + gzip(noise) + gzip([4])
    #expect(try unpack(members) == [1, 2, 3] + noise + [4])
    #expect(try unpack(members, step: 1).count == 200_004)
  }

  @Test func refusesEveryCutGzip() throws {
    let whole = gzip([3, 1, 4, 1, 5, 9, 2, 6])
    for count in 2..<whole.count {
      #expect(
        try damage(Array(whole.prefix(count))) == "it ends before its gzip stream does",
        "cut after \(count) bytes")
    }
    let two = gzip(noise) + gzip([1])
    #expect(try damage(two.dropLast()) == "it ends before its gzip stream does")
  }

  @Test func refusesDamage() throws {
    var checksum = gzip(noise)
    checksum[checksum.count - 8] ^= 1
    #expect(try damage(checksum) == "incorrect data check")
    var length = gzip(noise)
    length[length.count - 1] ^= 1
    #expect(try damage(length) == "incorrect length check")
    #expect(try damage([0x1f, 0x8b, 7] + gzip(noise).dropFirst(3)) == "unknown compression method")
    #expect(try damage(gzip(noise) + [0, 0]) == "incorrect header check")
  }

  @Test func noFlippedBitChangesTheContent() throws {
    let bytes: [UInt8] = [3, 1, 4, 1, 5, 9, 2, 6]
    let whole = gzip(bytes)
    var refusals = 0
    for bit in 16..<whole.count * 8 {
      var flipped = whole
      flipped[bit / 8] ^= 1 << (bit % 8)
      do throws(any Error) {
        #expect(try unpack(flipped) == bytes, "bit \(bit)")
      } catch IDXError.damagedGzip {
        refusals += 1
      }
    }
    // Of 30 bytes: gzip's date and system (6 bytes) may be anything, and a few bits are unused.
    #expect(refusals > 150)
  }

  @Test func refusesWhatIsNoFile() throws {
    let path = directory.path
    #expect(throws: IDXError.fileUnreadable(file: path, reason: "not a regular file")) {
      try ByteStream(path: path)
    }
    #expect(throws: IDXError.fileUnreadable(file: "/dev/zero", reason: "not a regular file")) {
      try ByteStream(path: "/dev/zero")
    }
    let missing = path + "/none"
    #expect(
      throws: IDXError.fileUnreadable(file: missing, reason: "No such file or directory")
    ) {
      try ByteStream(path: missing)
    }
  }

  @Test func refusesAHugeFileUnread() throws {
    let path = try directory.write([], to: "huge")
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.truncate(atOffset: 1 << 40)
    try file.close()
    let reason = "its 1099511627776 bytes are more than 1073741824"
    #expect(throws: IDXError.fileUnreadable(file: path, reason: reason)) {
      try ByteStream(path: path)
    }
  }
}
