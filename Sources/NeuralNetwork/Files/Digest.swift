/// FNV-1a over 64 bits: it tells contents apart, it does not protect against forgery.
struct Digest {
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ bits: UInt64) { hash = (hash ^ bits) &* 0x100_0000_01B3 }

  mutating func add(_ value: Float) { add(UInt64(value.bitPattern)) }

  /// The text's bytes and its length, so that two texts are not one.
  mutating func add(_ text: String) {
    for byte in text.utf8 { add(UInt64(byte)) }
    add(UInt64(text.utf8.count))
  }

  /// 16 hexadecimal digits.
  var text: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
