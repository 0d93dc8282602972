import DigitReader
import Foundation
import Testing

@testable import DigitServer

@Suite struct PredictRequestTests {
  private static let digit = (0..<28).map { row in (0..<28).map { [Float(row * $0) / 729] } }

  private func request(
    _ text: String, limits: ServerLimits = ServerLimits()
  ) throws -> PredictRequest {
    try PredictRequest(Array(text.utf8), limits: limits)
  }

  private static func json(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
  }

  @Test func valuesComeInOrder() throws {
    let digits = [Self.digit, Self.digit.reversed()]
    let expected = digits.flatMap { $0.flatMap { $0.flatMap(\.self) } }
    let rows = try request(#"{"instances": \#(Self.json(digits))}"#)
    #expect((rows.form, rows.inputs.samples) == (.rows, expected))
    let columns = try request(#"{"inputs": \#(Self.json(digits))}"#)
    #expect((columns.form, columns.inputs.samples) == (.columns, expected))
  }

  /// Cut off anywhere, it is no request.
  @Test func everyPrefixIsRefused() throws {
    let text = #"""
      {"signature_name": "serving_\u0064efault", "more": {"a": [true, null, -1.5e-2]},
       "instances": [{"image": \#(try Self.json(Self.digit))}, {"image": {"b64": "iVBORw0KGgo="}}]}
      """#
    let bytes = Array(text.utf8)
    _ = try PredictRequest(bytes, limits: ServerLimits())
    for count in bytes.indices {
      #expect(throws: ServiceError.self, "\(count) bytes") {
        try PredictRequest(Array(bytes[..<count]), limits: ServerLimits())
      }
    }
  }

  /// Whatever comes, it is read or refused with 400, in a moment.
  @Test func randomChangesNeverCrash() throws {
    let small =
      #"{"instances": [{"image": [[[0.5], [1e-3]]]}, {"b64": "aGk="}], "inputs": [[1], "a\u00e4"]}"#
    var random = SystemRandomNumberGenerator()
    let interesting = Array(#"{}[]":,\eE.+-0u9tfn "#.utf8)
    for _ in 0..<20_000 {
      var bytes = Array(small.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let byte =
          Bool.random(using: &random)
          ? UInt8.random(in: 0...255, using: &random)
          : interesting.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(byte, at: place)
        case 2: bytes.replaceSubrange(place..., with: bytes[place...].reversed())
        default: bytes[place] = byte
        }
      }
      do {
        _ = try PredictRequest(bytes, limits: ServerLimits())
      } catch let error as ServiceError {
        #expect(error.status == .badRequest)
      }
    }
  }

  @Test func asManySamplesAsTheLimit() throws {
    var limits = ServerLimits()
    limits.instances = 2
    let digit = try Self.json(Self.digit)
    for (key, list) in [
      ("instances", "[\(digit),\(digit),\(digit)]"), ("inputs", "[\(digit),\(digit),\(digit)]"),
    ] {
      #expect(
        throws: ServiceError.badRequest("Expected at most 2 samples in a request; received more.")
      ) { try request("{\"\(key)\": \(list)}", limits: limits) }
    }
    #expect(
      try request("{\"instances\": [\(digit),\(digit)]}", limits: limits).inputs.samples.count
        == 1568)
  }

  /// Small files may hold large pictures: all of a request together have a limit.
  @Test func largePicturesInSmallFiles() throws {
    let side = 2048
    let png = try GreyPicture.png(width: side, height: side)
    let picture = #"{"b64": "\#(Data(png).base64EncodedString())"}"#
    let reader = try DigitReader()
    let three = try request(#"{"instances": [\#(picture), \#(picture), \#(picture)]}"#)
    #expect {
      try three.samples(reader: reader)
    } throws: { error in
      (error as? ServiceError)?.message.hasPrefix(
        "Failed to process element: 2 of 'instances' list.")
        == true
    }
  }
}
