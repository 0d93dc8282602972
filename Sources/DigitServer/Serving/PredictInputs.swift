internal import Foundation
internal import HTTPTypes

/// The samples in a request to predict: tensors, or picture files that wait to be decoded.
///
/// Whatever is wrong is told in TensorFlow Serving's sentences.
struct PredictInputs {
  private static let shape = [28, 28, 1]
  /// Values of a sample.
  static let values = shape.reduce(1, *)

  /// ``values`` a sample; zeros where a picture is to come.
  private(set) var samples: [Float] = []
  private(set) var pictures: [Picture] = []
  private let limits: ServerLimits

  /// A picture file.
  struct Picture {
    /// Which sample it is.
    let sample: Int
    let file: Data
  }

  init(limits: ServerLimits) { self.limits = limits }

  private var count: Int { samples.count / Self.values }

  // MARK: Rows

  /// Samples one by one: either each a value, or each an object with a value by the input's name.
  mutating func takeRows(_ scanner: inout JSONScanner) throws {
    guard scanner.peek() == UInt8(ascii: "[") else {
      throw try scanner.mismatch("Expecting 'instances' to be an list/array")
    }
    var areNamed: Bool?
    try scanner.array { element, scanner in
      try check(count: element + 1)
      let isNamed = try Self.isNamed(scanner)
      if areNamed ?? isNamed, !isNamed {
        throw ServiceError.badRequest(
          "Expecting object but got list at item \(element) of input list")
      }
      if !(areNamed ?? isNamed), isNamed {
        throw ServiceError.badRequest(
          "Expecting value/list but got object at item \(element) of input list")
      }
      areNamed = isNamed
      if isNamed { try takeNamedRow(&scanner) } else { try takeRow(&scanner) }
    }
    guard count > 0 else { throw ServiceError.badRequest("No values in 'instances' array") }
  }

  /// Whether an object comes that is no `{"b64": …}`.
  private static func isNamed(_ scanner: JSONScanner) throws -> Bool {
    var ahead = scanner
    guard ahead.take("{") else { return false }
    return try ahead.peek() == UInt8(ascii: "}") || ahead.string() != "b64"
  }

  private mutating func takeNamedRow(_ scanner: inout JSONScanner) throws {
    let element = count
    try scanner.object { name, scanner in
      guard name == PredictRequest.input, count == element else {
        throw ServiceError.badRequest(
          "Failed to process element: \(element) key: \(name.prefix(40)) of 'instances' list. Error: "
            + "INVALID_ARGUMENT: JSON object: does not have named input: \(name.prefix(40)); "
            + "expected \(PredictRequest.input), once")
      }
      try takeRow(&scanner, key: name)
    }
    guard count > element else {
      throw ServiceError.badRequest(
        "Failed to process element: \(element) of 'instances' list. JSON object: {} keys must be equal "
          + "to: \(PredictRequest.input)")
    }
  }

  private mutating func takeRow(_ scanner: inout JSONScanner, key: String? = nil) throws {
    do {
      if scanner.peek() == UInt8(ascii: "{") { return try takePicture(&scanner) }
      let tensor = try NumberTensor(&scanner, depth: limits.jsonDepth - 2)
      guard tensor.shape == Self.shape else {
        throw ServiceError.badRequest(
          "Expecting shape [28,28,1] but got: \(Self.text(tensor.shape))")
      }
      samples += tensor.values
    } catch let error as ServiceError
      where error.status == .badRequest && !error.message.hasPrefix("JSON Parse error")
    {
      throw Self.failure(element: count, key: key, error.message)
    }
  }

  /// Says in which element something failed.
  static func failure(element: Int, key: String? = nil, _ message: String) -> ServiceError {
    .badRequest(
      "Failed to process element: \(element)\(key.map { " key: \($0)" } ?? "") of 'instances' list. "
        + "Error: INVALID_ARGUMENT: \(message)")
  }

  // MARK: Columns

  /// All samples at once, or an object with them by the input's name; other names are passed over.
  mutating func takeColumns(_ scanner: inout JSONScanner) throws {
    guard scanner.peek() == UInt8(ascii: "{") else { return try takeColumn(&scanner) }
    try scanner.object { name, scanner in
      guard name == PredictRequest.input, count == 0 else { return try scanner.skip() }
      try takeColumn(&scanner)
    }
    guard count > 0 else {
      throw ServiceError.badRequest(
        "Missing named input: \(PredictRequest.input) in 'inputs' object.")
    }
  }

  private mutating func takeColumn(_ scanner: inout JSONScanner) throws {
    var ahead = scanner
    if ahead.take("["), ahead.peek() == UInt8(ascii: "{") {
      return try scanner.array { place, scanner in
        try check(count: place + 1)
        try takePicture(&scanner)
      }
    }
    let tensor = try NumberTensor(&scanner, depth: limits.jsonDepth - 1)
    guard tensor.shape.count == 4, Array(tensor.shape.dropFirst()) == Self.shape else {
      throw ServiceError.badRequest(
        "Expecting shape [-1,28,28,1] but got: \(Self.text(tensor.shape))")
    }
    try check(count: tensor.shape[0])
    samples = tensor.values
  }

  // MARK: Both

  private mutating func takePicture(_ scanner: inout JSONScanner) throws {
    var ahead = scanner
    guard ahead.take("{"), try ahead.string() == "b64", ahead.take(":"),
      ahead.peek() == UInt8(ascii: "\"")
    else { throw try scanner.mismatch("Type: Object is not of expected type: float") }
    let text = try ahead.string()
    guard ahead.take("}") else {
      throw try scanner.mismatch("not formatted correctly for base64 data")
    }
    scanner = ahead
    // Padding is often left out.
    let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    guard let file = Data(base64Encoded: text + padding) else {
      throw ServiceError.badRequest("Unable to base64 decode")
    }
    pictures.append(Picture(sample: count, file: file))
    samples += [Float](repeating: 0, count: Self.values)
  }

  private func check(count: Int) throws {
    guard count <= limits.instances else {
      throw ServiceError.badRequest(
        "Expected at most \(limits.instances) samples in a request; received more.")
    }
  }

  private static func text(_ shape: [Int]) -> String {
    "[\(shape.map(String.init).joined(separator: ","))]"
  }
}
