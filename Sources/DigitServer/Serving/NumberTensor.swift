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
        try begin(&counts, depth, &scanner)
        if scanner.take("]") { try close(&counts) } else { continue }
      case let first? where Self.kind(first) != nil:
        throw try scanner.mismatch(
          "Type: \(Self.kind(first) ?? "") is not of expected type: float")
      default:
        let value = try scanner.number()
        guard counts.count == shape.count else {
          throw ServiceError.badRequest(
            "JSON Value: \(value) found at incorrect level: \(counts.count) in the JSON DOM. "
              + "Expected at level: \(shape.count)")
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

  private mutating func begin(
    _ counts: inout [Int], _ depth: Int, _ scanner: inout JSONScanner
  ) throws {
    guard counts.count < depth else { throw scanner.invalid("Nested deeper than \(depth).") }
    try scanner.expect("[")
    counts.append(0)
    guard counts.count > shape.count else { return }
    // Numbers, or an empty list, have told already how deep the lists are.
    guard values.isEmpty, shape.last.map({ $0 < 0 }) ?? true else {
      throw ServiceError.badRequest(
        "Encountered list at unexpected level: \(counts.count - 1) expected < \(shape.count)")
    }
    shape.append(-1)
  }

  private mutating func close(_ counts: inout [Int]) throws {
    let count = counts.removeLast()
    let level = counts.count
    if shape[level] < 0 { shape[level] = count }
    guard shape[level] == count else {
      throw ServiceError.badRequest(
        "Encountered list at unexpected size: \(count) at level: \(level) expected size: \(shape[level])"
      )
    }
  }

  /// What a value is that is neither number nor list.
  private static func kind(_ first: UInt8) -> String? {
    switch first {
    case UInt8(ascii: "\""): "String"
    case UInt8(ascii: "{"): "Object"
    case UInt8(ascii: "n"): "Null"
    case UInt8(ascii: "t"): "True"
    case UInt8(ascii: "f"): "False"
    default: nil
    }
  }
}
