internal import DigitReader
internal import Foundation
internal import HTTPTypes
internal import Images

/// The body of a request to predict, in TensorFlow Serving's two forms.
///
///     {"instances": [[[[0.0], …], …], …]}              rows: one tensor a sample
///     {"instances": [{"image": [[[0.0], …], …]}, …]}   the same, by the input's name
///     {"instances": [{"b64": "<PNG>"}, …]}             picture files
///     {"inputs": [[[[0.0], …], …], …]}                 columns: one tensor for all samples
///     {"inputs": {"image": [{"b64": "<PNG>"}, …]}}
///
/// Values are 0 for paper to 1 for ink. A picture file of 28 × 28 is taken as it is; in any other the ink
/// is one digit. Other keys are passed over.
struct PredictRequest {
  /// The two forms, which the answer has as well.
  enum Form: String {
    case rows = "instances"
    case columns = "inputs"
  }

  static let input = "image"
  static let output = "probabilities"
  static let signature = "serving_default"

  let form: Form
  let inputs: PredictInputs
  private let limits: ServerLimits

  init(_ body: [UInt8], limits: ServerLimits) throws {
    self.limits = limits
    var scanner = JSONScanner(body, depth: limits.jsonDepth)
    guard let first = scanner.peek() else {
      throw ServiceError.badRequest("JSON Parse error: The document is empty")
    }
    guard first == UInt8(ascii: "{") else { throw try scanner.mismatch("Is not object") }
    var found: (form: Form, inputs: PredictInputs)?
    try scanner.object { key, scanner in
      if key == "signature_name" {
        try Self.checkSignature(&scanner)
      } else if let form = Form(rawValue: key) {
        guard found == nil else {
          throw ServiceError.badRequest(
            "JSON Value: Not formatted correctly expecting only one of 'inputs' or 'instances' keys to exist "
          )
        }
        var inputs = PredictInputs(limits: limits)
        switch form {
        case .rows: try inputs.takeRows(&scanner)
        case .columns: try inputs.takeColumns(&scanner)
        }
        found = (form, inputs)
      } else {
        try scanner.skip()
      }
    }
    guard scanner.peek() == nil else {
      throw scanner.invalid("The document root must not be followed by other values.")
    }
    guard let found else { throw ServiceError.badRequest("Missing 'inputs' or 'instances' key") }
    (form, inputs) = found
  }

  private static func checkSignature(_ scanner: inout JSONScanner) throws {
    guard scanner.peek() == UInt8(ascii: "\"") else {
      throw try scanner.mismatch(
        "not formatted correctly. 'signature_name' key must be a string value.")
    }
    let name = try scanner.string()
    // As if none were given.
    guard name == signature || name.isEmpty else {
      throw ServiceError.badRequest(
        "Serving signature name: \"\(name.prefix(60))\" not found in signature def")
    }
  }

  /// `28 · 28` values a sample; decoding picture files takes milliseconds.
  ///
  /// - Throws: ``ServiceError`` 400 if a picture is none.
  func samples(reader: DigitReader) throws -> [Float] {
    var samples = inputs.samples
    // Small files may hold large pictures.
    var pixels = limits.instancesPixels
    for picture in inputs.pictures {
      let image: GreyImage
      do {
        image = try GreyImage(
          data: picture.file,
          limit: ImageLimit(pixels: min(pixels, limits.instancePixels), bytes: limits.jsonBytes))
      } catch {
        throw form == .rows
          ? PredictInputs.failure(element: picture.sample, "\(error)")
          : ServiceError.badRequest("\(error)")
      }
      pixels -= image.pixels.count
      let start = picture.sample * PredictInputs.values
      let ink = try Self.prepared(image, reader).map { Float($0) / 255 }
      samples.replaceSubrange(start..<start + PredictInputs.values, with: ink)
    }
    return samples
  }

  /// A picture as a network sees it: as it is if it has the size; else its ink, prepared as MNIST was.
  private static func prepared(_ image: GreyImage, _ reader: DigitReader) throws -> [UInt8] {
    let side = DigitClassifier.side
    if image.width == side, image.height == side { return image.pixels }
    return try reader.readOneDigit(image).digits.first?.picture
      ?? [UInt8](repeating: 0, count: side * side)
  }
}
