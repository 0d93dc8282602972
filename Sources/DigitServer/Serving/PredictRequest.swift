internal import DigitReader
internal import Foundation
internal import HTTPTypes
internal import Images

/// The body of a request to predict, in TensorFlow Serving's two forms.
///
///     {"instances": [[[[0.0], …], …], {"b64": "<PNG>"}, {"image": [[[0.0], …], …]}]}
///     {"inputs": [[[[0.0], …], …]]}
///
/// Values are 0 for paper to 1 for ink. A picture file of 28 × 28 is taken as it is; in any other the ink
/// is one digit.
struct PredictRequest: Equatable {
  /// The two forms, which the answer has as well.
  enum Form: String {
    case rows = "instances"
    case columns = "inputs"
  }

  let form: Form
  /// `28 · 28` values a sample.
  let samples: [Float]

  static let input = "image"
  static let output = "probabilities"
  static let signature = "serving_default"
  private static let shape = [28, 28, 1]

  init(_ body: [UInt8], reader: DigitReader, limits: ServerLimits) throws {
    var scanner = JSONScanner(body, depth: limits.jsonDepth)
    guard scanner.peek() != nil else {
      throw ServiceError.badRequest("JSON Parse error: The document is empty")
    }
    guard scanner.take("{") else {
      throw ServiceError.badRequest("Request should be a JSON object with 'inputs' or 'instances'")
    }
    var found: (form: Form, samples: [Float])?
    if !scanner.take("}") {
      repeat {
        let key = try scanner.string()
        try scanner.expect(":")
        if key == "signature_name" {
          let name = try scanner.string()
          guard name == Self.signature else {
            throw ServiceError.badRequest(
              "Serving signature name: \"\(name)\" not found in signature def")
          }
        } else if let form = Form(rawValue: key) {
          guard found == nil else {
            throw ServiceError.badRequest(
              "JSON Value: Not formatted correctly expecting only one of 'inputs' or 'instances' keys to exist"
            )
          }
          found = (form, try Self.samples(&scanner, form, reader, limits))
        } else {
          try scanner.skip()
        }
      } while scanner.take(",")
      try scanner.expect("}")
    }
    guard scanner.peek() == nil else {
      throw scanner.invalid("The document root must not be followed by other values.")
    }
    guard let found else { throw ServiceError.badRequest("Missing 'inputs' or 'instances' key") }
    (form, samples) = found
  }

  private static func samples(
    _ scanner: inout JSONScanner, _ form: Form, _ reader: DigitReader, _ limits: ServerLimits
  ) throws -> [Float] {
    switch form {
    case .columns:
      // One input only: its value, or its value by its name.
      guard scanner.take("{") else { return try batch(&scanner, form, limits) }
      try name(&scanner)
      let samples = try batch(&scanner, form, limits)
      try scanner.expect("}")
      return samples
    case .rows:
      guard scanner.peek() == UInt8(ascii: "[") else {
        throw ServiceError.badRequest("JSON Value: Expecting 'instances' to be an list/array")
      }
      return try rows(&scanner, reader, limits)
    }
  }

  /// All samples as one tensor.
  private static func batch(
    _ scanner: inout JSONScanner, _ form: Form, _ limits: ServerLimits
  ) throws -> [Float] {
    let tensor = try failing(in: form, element: nil) {
      try NumberTensor(&scanner, depth: limits.jsonDepth)
    }
    guard tensor.shape.count == 4, Array(tensor.shape.dropFirst()) == shape else {
      throw ServiceError.badRequest("Expecting shape [-1,28,28,1] but got: \(text(tensor.shape))")
    }
    try check(count: tensor.shape[0], limits)
    return tensor.values
  }

  /// Samples one by one, each a tensor, or an object with one.
  private static func rows(
    _ scanner: inout JSONScanner, _ reader: DigitReader, _ limits: ServerLimits
  ) throws -> [Float] {
    var samples: [Float] = []
    var count = 0
    try scanner.expect("[")
    guard !scanner.take("]") else {
      throw ServiceError.badRequest("No values in 'instances' array")
    }
    repeat {
      samples += try failing(in: .rows, element: count) { try row(&scanner, reader, limits) }
      count += 1
      try check(count: count, limits)
    } while scanner.take(",")
    try scanner.expect("]")
    return samples
  }

  private static func row(
    _ scanner: inout JSONScanner, _ reader: DigitReader, _ limits: ServerLimits
  ) throws -> [Float] {
    var isNamed = false
    if scanner.take("{") {
      let key = try scanner.string()
      try scanner.expect(":")
      if key == "b64" {
        let sample = try picture(base64: try scanner.string(), reader)
        try scanner.expect("}")
        return sample
      }
      try check(name: key)
      isNamed = true
    }
    let tensor = try NumberTensor(&scanner, depth: limits.jsonDepth - 1)
    if isNamed { try scanner.expect("}") }
    guard tensor.shape == shape else {
      throw ServiceError.badRequest("Expecting shape [28,28,1] but got: \(text(tensor.shape))")
    }
    return tensor.values
  }

  private static func name(_ scanner: inout JSONScanner) throws {
    try check(name: try scanner.string())
    try scanner.expect(":")
  }

  private static func check(name: String) throws {
    guard name == input else {
      throw ServiceError.badRequest("Expected the input “\(input)”; received “\(name.prefix(40))”.")
    }
  }

  private static func check(count: Int, _ limits: ServerLimits) throws {
    guard (1...limits.instances).contains(count) else {
      throw ServiceError.badRequest(
        "Expected 1 to \(limits.instances) samples in a request; received \(count == 0 ? "none" : "more")."
      )
    }
  }

  private static func text(_ shape: [Int]) -> String {
    "[\(shape.map(String.init).joined(separator: ","))]"
  }

  /// Says in which element something failed, as TensorFlow Serving does.
  private static func failing<Result>(
    in form: Form, element: Int?, _ body: () throws -> Result
  ) throws -> Result {
    do { return try body() } catch let error as ServiceError
      where error.status == .badRequest && !error.message.hasPrefix("JSON Parse error")
    {
      let place =
        element.map { "element: \($0) of '\(form.rawValue)' list" } ?? "'\(form.rawValue)'"
      throw ServiceError.badRequest(
        "Failed to process \(place). Error: INVALID_ARGUMENT: \(error.message)")
    }
  }

  /// A picture file as a sample: as it is if it has the size; else its ink, prepared as MNIST was.
  private static func picture(base64: String, _ reader: DigitReader) throws -> [Float] {
    guard let data = Data(base64Encoded: base64) else {
      throw ServiceError.badRequest("Expected base64 in 'b64'.")
    }
    let image = try GreyImage(data: data, limit: ImageLimit(pixels: 1 << 22, bytes: 1 << 22))
    let side = DigitClassifier.side
    let isPrepared = image.width == side && image.height == side
    let pixels = try isPrepared ? image.pixels : reader.readOneDigit(image).digits.first?.picture
    return (pixels ?? [UInt8](repeating: 0, count: side * side)).map { Float($0) / 255 }
  }
}
