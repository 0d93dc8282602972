import CStudio
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Images
import NeuralNetwork
import Testing

@testable import DigitServer

/// `/openapi.json` says what the server does.
@Suite struct DescriptionTests {
  private let description: Description

  init() throws { description = try Description() }

  /// A small network: it is asked for thousands of digits.
  private func router() throws -> Router<StudioContext> {
    try DigitServer(.quiet, model: smallModel()).router()
  }

  /// Method and path of each route, without the page's files.
  private func routes(of router: Router<StudioContext>) -> Set<String> {
    let files = (0..<CStudioFileCount()).map { "/" + String(cString: CStudioFiles()[$0].name) }
    return Set(
      router.routes.map { route in
        let path = "/" + "\(route.path)".split(separator: "/").joined(separator: "/")
        return (route.method.rawValue, path)
      }.filter { $0 != "HEAD" && !files.contains($1) }.map { "\($0) \($1)" })
  }

  @Test func everyRouteIsDescribed() throws {
    let routes = routes(of: try router())
    #expect(routes.subtracting(description.routes) == [], "These are not described.")
    #expect(description.routes.subtracting(routes) == [], "These are not there.")
  }

  @Test func isServed() async throws {
    try await Application(router: router()).test(.router) { client in
      let response = try await client.execute(uri: "/openapi.json", method: .get)
      #expect(response.headers[.contentType] == "application/json")
      let document = try JSONDecoder().decode(
        JSONValue.self, from: Data(response.body.readableBytesView))
      #expect(document == description.document)
    }
  }

  @Test func everyReferenceLeadsSomewhere() throws {
    let schema = JSONSchema(document: description.document)
    var unused = Set(
      description.document["components"]?.members.flatMap { kind, parts in
        parts.members.keys.map { "#/components/\(kind)/\($0)" }
      } ?? [])
    func visit(_ value: JSONValue) {
      if let reference = value["$ref"]?.string {
        #expect(schema.target(of: reference) != nil, "\(reference)")
        unused.remove(reference)
      }
      value.members.values.forEach(visit)
      value.elements.forEach(visit)
    }
    visit(description.document)
    #expect(unused == [])
  }

  /// Each operation is told in words, and has a name of its own.
  @Test func everyOperationIsToldInWords() {
    var names: Set<String> = []
    for (key, operation) in description.operations {
      #expect(operation["summary"]?.string?.isEmpty == false, "\(key)")
      let isNew = names.insert(operation["operationId"]?.string ?? "").inserted
      #expect(isNew, "\(key)")
      #expect(operation["tags"]?.elements.count == 1, "\(key)")
    }
  }

  // MARK: Answers

  @Test func everyAnswerToGetIsAsDescribed() async throws {
    let router = try router()
    let routes = routes(of: router)
    try await Application(router: router).test(.router) { client in
      for operation in description.operations.keys.sorted() where operation.hasPrefix("GET ") {
        // A stream has no end.
        guard routes.contains(operation), operation != "GET /v1/events" else { continue }
        var path = try description.example(of: operation)
        path = path.replacing("models=digits,mine", with: "models=digits,digits")
        let response = try await client.execute(uri: path, method: .get)
        let isLabel = path.contains("/labels/")
        // Outside of a running server nothing is ready.
        let code = isLabel ? 400 : operation == "GET /readyz" ? 503 : 200
        #expect(response.status.code == code, "\(operation)")
        #expect(try description.problems(operation, response) == [], "\(operation)")
      }
    }
  }

  @Test func answersToPostAreAsDescribed() async throws {
    let router = try router()
    let routes = routes(of: router)
    let pixels = [UInt8](repeating: 0, count: 28 * 28)
    let png = try GreyImage(width: 28, height: 28, pixels: pixels).png()
    let picture = Data(png).base64EncodedString()
    let bytes: HTTPFields = [.contentType: "application/octet-stream"]
    let json: HTTPFields = [.contentType: "application/json"]
    let exchanges: [(String, HTTPFields, [UInt8], Int)] = [
      (
        "/v1/models/digits:predict", json, Array(#"{"instances":[{"b64":"\#(picture)"}]}"#.utf8),
        200
      ),
      (
        "/v1/models/digits/versions/1:predict", json,
        Array(#"{"inputs":[{"b64":"\#(picture)"}]}"#.utf8), 200
      ),
      ("/v1/models/digits:predict", json, [], 400),
      ("/v1/models/digits:predict", bytes, [], 415),
      ("/v1/models/other:predict", json, [], 404),
      ("/v1/models/digits/labels/stable:predict", json, [], 400),
      ("/v1/read?details=true", [.contentType: "image/png"], try Self.page(), 200),
      ("/v1/read?as=digit&width=28&height=28", bytes, pixels, 200),
      ("/v1/read", [.contentType: "image/png"], pixels, 415),
      ("/v1/read?model=other", [.contentType: "image/png"], png, 404),
      ("/v1/frames?stream=a&width=28&height=28", bytes, pixels, 200),
      ("/v1/frames?stream=a&width=28&height=28", bytes, [1], 400),
      ("/v1/models/digits/inspect", bytes, pixels, 200),
      ("/v1/models/digits/inspect", bytes, [1], 400),
      ("/v1/models/digits/inspect", json, [1], 415),
      ("/v1/training", json, Array("{}".utf8), 400),
      ("/v1/training/pause", [:], [], 409),
      ("/v1/drawings", json, Array("{}".utf8), 400),
    ]
    try await Application(router: router).test(.router) { client in
      for (path, fields, body, code) in exchanges {
        let operation = try #require(
          description.operation(.post, String(path.prefix { $0 != "?" })), "\(path)")
        guard routes.contains(operation.replacing(":predict", with: "")) else { continue }
        let response = try await client.execute(
          uri: path, method: .post, headers: fields, body: ByteBuffer(bytes: body))
        #expect(response.status.code == code, "\(path): \(String(buffer: response.body))")
        #expect(try description.problems(operation, response) == [], "\(path)")
      }
    }
  }

  /// The codes and bodies of all requests that are compared with TensorFlow Serving's.
  @Test func goldenAnswersAreAsDescribed() throws {
    var count = 0
    for exchange in try GoldenExchange.all(in: "serving.txt") where exchange.status >= 400 {
      guard let operation = description.operation(exchange.method, exchange.path) else { continue }
      count += 1
      #expect(
        try description.problems(
          operation, code: exchange.status, type: "application/json",
          body: Data(exchange.answer.utf8)) == [], "\(exchange.name)")
    }
    #expect(count > 25)
  }

  @Test func limitsAreThoseOfTheServer() {
    let schemas = description.document["components"]?["schemas"]
    let instances = schemas?["PredictRequest"]?["properties"]?["instances"]
    #expect(instances?["maxItems"]?.number == Double(ServerLimits().instances))
    #expect(ServerLimits().jsonBytes == 4 << 20)
    #expect(ServerLimits().pictureBytes == 8 << 20)
  }

  /// The checker itself finds what is wrong.
  @Test(arguments: [
    ("Box", "[1, 2, 3]"), ("Box", "{}"), ("Box", #"[1, 2, 3, "4"]"#), ("Error", "{}"),
    ("Error", #"{"error": "a", "more": 1}"#), ("Guess", #"{"label": 10, "confidence": 0.5}"#),
    ("Guess", #"{"label": 1.5, "confidence": 0.5}"#),
    ("Guess", #"{"label": 1, "confidence": null}"#),
    ("Sample", #"{"b64": "*"}"#), ("Sample", #"{"image": [[[1]]]}"#),
    ("ModelStatus", #"{"model_version_status": [{"version": 1}]}"#),
  ])
  func damagedAnswersAreNoticed(name: String, json: String) throws {
    let value = try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8))
    let schema = try #require(description.document["components"]?["schemas"]?[name])
    #expect(JSONSchema(document: description.document).problems(value, schema) != [])
  }

  /// A page with ink that may be digits.
  private static func page() throws -> [UInt8] {
    var pixels = [UInt8](repeating: 255, count: 120 * 60)
    for row in 15..<45 {
      for column in [30, 31, 32, 80, 81, 82] { pixels[row * 120 + column] = 0 }
    }
    return try GreyImage(width: 120, height: 60, pixels: pixels).png()
  }
}

extension Description {
  fileprivate func problems(_ operation: String, _ response: TestResponse) throws -> [String] {
    try problems(
      operation, code: response.status.code, type: response.headers[.contentType],
      body: Data(response.body.readableBytesView))
  }
}
