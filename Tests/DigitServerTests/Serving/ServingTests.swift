import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Images
import Testing

@testable import DigitServer

/// Requests as TensorFlow Serving's clients send them, and what they are told.
@Suite struct ServingTests {
  private static let server = Result { try DigitServer(.quiet) }

  @Test(arguments: try GoldenExchange.all(in: "serving.txt"))
  func answersAsTensorFlowServingDoes(exchange: GoldenExchange) async throws {
    let app = Application(router: try Self.server.get().router())
    try await app.test(.router) { client in
      let response = try await client.execute(
        uri: exchange.path, method: exchange.method, headers: exchange.fields,
        body: ByteBuffer(string: try Self.fill(exchange.body)))
      #expect(response.status.code == exchange.status)
      let answer = String(buffer: response.body).trimmingCharacters(in: .newlines)
      #expect(Self.withoutNumbers(answer, like: exchange.answer) == exchange.answer)
      #expect(response.headers[.contentType] == "application/json")
      // Whatever it is, it is JSON.
      _ = try JSONSerialization.jsonObject(with: Data(response.body.readableBytesView))
    }
  }

  /// Rows, columns, names and pictures are ways to say the same.
  @Test func allFormsGiveTheSameNumbers() async throws {
    let app = Application(router: try Self.server.get().router())
    try await app.test(.router) { client in
      var answers: Set<[[Float]]> = []
      for body in [
        #"{"instances": [<digit>]}"#, #"{"instances": [{"image": <digit>}]}"#,
        #"{"instances": [{"b64": "<picture>"}]}"#, #"{"inputs": [<digit>]}"#,
        #"{"inputs": {"image": [{"b64": "<picture>"}]}}"#,
      ] {
        let response = try await client.execute(
          uri: "/v1/models/digits:predict", method: .post,
          body: ByteBuffer(string: try Self.fill(body)))
        let object = try JSONDecoder().decode(
          [String: [[Float]]].self, from: Data(response.body.readableBytesView))
        let rows = try #require(object["predictions"] ?? object["outputs"])
        #expect(abs(rows[0].reduce(0, +) - 1) < 1e-5)
        answers.insert(rows)
      }
      #expect(answers.count == 1)
    }
  }

  @Test func compressedBodiesAreRefusedWithAnOffer() async throws {
    let app = Application(router: try Self.server.get().router())
    try await app.test(.router) { client in
      let response = try await client.execute(
        uri: "/v1/models/digits:predict", method: .post, headers: [.contentEncoding: "gzip"])
      #expect(response.status == .unsupportedMediaType)
      #expect(response.headers[.acceptEncoding] == "identity")
    }
  }

  // MARK: Placeholders

  /// Ink in steps, the same in both.
  private static let pixels = (0..<784).map { UInt8($0 / 28 * 9) }

  private static func fill(_ body: String) throws -> String {
    let rows = (0..<28).map { row in
      "[" + (0..<28).map { "[\(Float(pixels[row * 28 + $0]) / 255)]" }.joined(separator: ", ") + "]"
    }
    let png = try GreyImage(width: 28, height: 28, pixels: pixels).png()
    return body.replacing("<digit>", with: "[" + rows.joined(separator: ", ") + "]")
      .replacing("<picture>", with: Data(png).base64EncodedString())
  }

  /// The answer with its numbers taken out, and what the golden file does not tell.
  private static func withoutNumbers(_ answer: String, like golden: String) -> String {
    let number = #"[0-9](?:\.[0-9]+)?(?:e-[0-9]+)?"#
    var answer = answer.replacingOccurrences(
      of: "\(number)(?:,\\s+\(number)){9}(?=\\s*\\])", with: "<ten numbers>",
      options: .regularExpression)
    if let range = golden.range(of: "<why>"), answer.hasPrefix(golden[..<range.lowerBound]) {
      answer = golden
    }
    return answer
  }
}

extension DigitServer.Configuration {
  /// Says nothing where all goes well, and keeps what it keeps in a folder of its own.
  static var quiet: Self {
    var configuration = Self()
    configuration.isQuiet = true
    configuration.dataFolder =
      FileManager.default.temporaryDirectory.appending(path: "serving-" + UUID().uuidString).path
    return configuration
  }
}
