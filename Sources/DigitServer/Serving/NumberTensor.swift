/// Numbers from nested lists, all of one shape.
struct NumberTensor: Equatable {
  var values: [Float] = []
  /// How many lists, or numbers, are in each level of lists; empty for a lone number.
  var shape: [Int] = []

  /// Reads a number, or lists of numbers.
  ///
  /// - Throws: ``ServiceError`` with TensorFlow Serving's sentences.
  init(_ scanner: inout JSONScanner, depth: Int) throws {
    // Elements so far in each list that is open.
    var counts: [Int] = []
    repeat {
      switch scanner.peek() {
      case UInt8(ascii: "["):
        guard counts.count < depth else { throw scanner.invalid("Nested deeper than \(depth).") }
        try scanner.expect("[")
        counts.append(0)
        if counts.count > shape.count {
          guard values.isEmpty else {
            throw Self.mismatch("Unexpected list at level: \(counts.count - 1)")
          }
          shape.append(-1)
        }
        if scanner.take("]") { try close(&counts) } else { continue }
      case UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "t"), UInt8(ascii: "f"),
        UInt8(ascii: "n"):
        throw Self.mismatch(
          "JSON Value of type \(Self.kind(scanner.peek())) is not of expected type: float")
      default:
        let value = try scanner.number()
        guard counts.count == shape.count else {
          throw Self.mismatch(
            "Encountered a number at level: \(counts.count), where lists are expected")
        }
        values.append(value)
      }
      // After a value: the next one, or the end of lists.
      while !counts.isEmpty {
        counts[counts.count - 1] += 1
        if scanner.take(",") { break }
        try scanner.expect("]")
        try close(&counts)
      }
    } while !counts.isEmpty
  }

  private mutating func close(_ counts: inout [Int]) throws {
    let count = counts.removeLast()
    let level = counts.count
    if shape[level] < 0 { shape[level] = count }
    guard shape[level] == count else {
      throw Self.mismatch(
        "Encountered list at unexpected size: \(count) at level: \(level) expected size: \(shape[level])"
      )
    }
  }

  private static func mismatch(_ message: String) -> ServiceError { .badRequest(message) }

  private static func kind(_ byte: UInt8?) -> String {
    switch byte {
    case UInt8(ascii: "\""): "String"
    case UInt8(ascii: "{"): "Object"
    case UInt8(ascii: "n"): "Null"
    default: "Bool"
    }
  }
}
