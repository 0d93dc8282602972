/// Reads JSON from front to back, without building a tree of it, so that a request of thousands of
/// numbers costs no more than its numbers.
///
/// It follows RFC 8259 to the letter, never calls itself, and refuses what is nested deeper than its limit.
struct JSONScanner {
  private let bytes: [UInt8]
  private(set) var offset = 0
  private let mostDepth: Int

  init(_ bytes: [UInt8], depth: Int) {
    self.bytes = bytes
    mostDepth = depth
  }

  /// The next byte that is no space; nil at the end.
  mutating func peek() -> UInt8? {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x0a, 0x0d, 0x09: offset += 1
      case let byte: return byte
      }
    }
    return nil
  }

  /// Goes past a byte if it comes next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  mutating func expect(_ character: Unicode.Scalar) throws {
    guard take(character) else { throw invalid("Expected “\(character)”.") }
  }

  func invalid(_ reason: String) -> ServiceError {
    .badRequest("JSON Parse error: \(reason) at offset: \(offset)")
  }

  /// That a value, which comes next, is none that was expected; quotes its beginning.
  ///
  /// - Throws: What is wrong with its JSON.
  mutating func mismatch(_ reason: String) throws -> ServiceError {
    _ = peek()
    let start = offset
    try skip()
    let text = String(decoding: bytes[start..<min(offset, start + 40)], as: UTF8.self)
    return .badRequest("JSON Value: \(text)\(offset > start + 40 ? "…" : "") \(reason)")
  }

  /// Goes through an object: `body` goes past the value of each key.
  mutating func object(_ body: (String, inout JSONScanner) throws -> Void) throws {
    try expect("{")
    guard !take("}") else { return }
    repeat {
      let key = try string()
      try expect(":")
      try body(key, &self)
    } while take(",")
    try expect("}")
  }

  /// Goes through a list: `body` goes past each value, and is told its place.
  mutating func array(_ body: (Int, inout JSONScanner) throws -> Void) throws {
    try expect("[")
    guard !take("]") else { return }
    var place = 0
    repeat {
      try body(place, &self)
      place += 1
    } while take(",")
    try expect("]")
  }

  /// A string, its escapes undone.
  mutating func string() throws -> String {
    try expect("\"")
    var text: [UInt8] = []
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: text, as: UTF8.self) else {
          throw invalid("Invalid encoding in string.")
        }
        return text
      case UInt8(ascii: "\\"): text += try escaped()
      case 0..<0x20: throw invalid("A control character in a string.")
      default: text.append(byte)
      }
    }
    throw invalid("Missing a closing quotation mark in string.")
  }

  private mutating func escaped() throws -> [UInt8] {
    guard offset < bytes.count else { throw invalid("Missing a closing quotation mark in string.") }
    let byte = bytes[offset]
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0c]
    case UInt8(ascii: "n"): return [0x0a]
    case UInt8(ascii: "r"): return [0x0d]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      var unit = try hexadecimal()
      if 0xd800..<0xdc00 ~= unit {
        guard offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
          bytes[offset + 1] == UInt8(ascii: "u")
        else { throw invalid("The surrogate pair in string is invalid.") }
        offset += 2
        let low = try hexadecimal()
        guard 0xdc00..<0xe000 ~= low else {
          throw invalid("The surrogate pair in string is invalid.")
        }
        unit = 0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00)
      }
      guard let scalar = Unicode.Scalar(unit) else {
        throw invalid("The surrogate pair in string is invalid.")
      }
      return Array(String(Character(scalar)).utf8)
    default: throw invalid("Invalid escape character in string.")
    }
  }

  private mutating func hexadecimal() throws -> UInt32 {
    guard offset + 4 <= bytes.count,
      bytes[offset..<offset + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt32(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16)
    else { throw invalid("Incorrect hex digit after \\u escape in string.") }
    offset += 4
    return value
  }

  /// Goes past any value.
  mutating func skip() throws {
    // What closes each level that is open.
    var open: [Unicode.Scalar] = []
    repeat {
      if try begin(&open) { continue }
      while let last = open.last {
        if take(",") {
          if last == "}" { try key() }
          break
        }
        try expect(last)
        open.removeLast()
      }
    } while !open.isEmpty
  }

  private mutating func key() throws {
    _ = try string()
    try expect(":")
  }

  /// Goes past a value, or into it if there is something in it.
  private mutating func begin(_ open: inout [Unicode.Scalar]) throws -> Bool {
    switch peek() {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard open.count < mostDepth else { throw invalid("Nested deeper than \(mostDepth).") }
      let isObject = take("{")
      if !isObject { try expect("[") }
      let end: Unicode.Scalar = isObject ? "}" : "]"
      if take(end) { return false }
      open.append(end)
      if isObject { try key() }
      return true
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    default: _ = try number()
    }
    return false
  }

  private mutating func word(_ word: String) throws {
    guard bytes[offset...].starts(with: word.utf8) else { throw invalid("Invalid value.") }
    offset += word.utf8.count
  }
}

extension JSONScanner {
  private static let powers: [Double] = (0...22).map { Double("1e\($0)") ?? 1 }

  /// A number.
  mutating func number() throws -> Float {
    _ = peek()
    let start = offset
    let isNegative = take("-")
    let first = offset
    var mantissa: UInt64 = 0
    var digits = 0
    func digit(at place: Int) -> UInt64? {
      guard place < bytes.count, case let value = bytes[place] &- 0x30, value < 10 else {
        return nil
      }
      return UInt64(value)
    }
    while let value = digit(at: offset) {
      if digits < 18 { mantissa = mantissa * 10 + value }
      digits += 1
      offset += 1
    }
    guard digits > 0, digits == 1 || bytes[first] != 0x30 else {
      offset = first
      throw invalid("Invalid value.")
    }
    var exponent = 0
    if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
      offset += 1
      let point = offset
      while let value = digit(at: offset) {
        if digits < 18 {
          mantissa = mantissa * 10 + value
          exponent -= 1
        }
        digits += 1
        offset += 1
      }
      guard offset > point else { throw invalid("Missing fraction part in number.") }
    }
    var hasExponent = false
    if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
      hasExponent = true
      offset += 1
      if offset < bytes.count,
        bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-")
      {
        offset += 1
      }
      guard digit(at: offset) != nil else { throw invalid("Missing exponent in number.") }
      while digit(at: offset) != nil { offset += 1 }
    }
    // Both are exact, and so is the quotient's rounding: Clinger's fast path.
    if !hasExponent, digits <= 15, exponent >= -22 {
      let value = Double(mantissa) / Self.powers[-exponent]
      return Float(isNegative ? -value : value)
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    guard let value = Float(text), value.isFinite else {
      offset = start
      throw invalid("Number too big to be stored in float.")
    }
    return value
  }
}
