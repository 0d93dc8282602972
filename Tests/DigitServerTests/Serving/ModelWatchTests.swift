import DigitReader
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NeuralNetwork
import Testing

@testable import DigitServer

/// A model file that changes while its model is asked.
@Suite struct ModelWatchTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "ModelWatchTests-" + UUID().uuidString)

  /// The network that comes with this package, which is sure in its own way.
  private func model(temperature: Double) throws -> Data {
    let model = try DigitClassifier.pretrainedModel()
    try DigitClassifier.Calibration(temperature: temperature).note(in: model)
    return try data(of: model)
  }

  private func data(of model: Sequential) throws -> Data {
    let file = folder.appending(path: UUID().uuidString)
    try model.save(to: file.path, precision: .half)
    return try Data(contentsOf: file)
  }

  private func server(_ file: URL) throws -> (DigitServer, ModelWatch) {
    var configuration = DigitServer.Configuration.quiet
    configuration.modelFile = file.path
    let server = try DigitServer(configuration)
    return (server, try #require(server.watch))
  }

  private func withFolder(_ body: () async throws -> Void) async throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body()
  }

  private static let body = ByteBuffer(
    string:
      #"{"inputs": [\#(String(describing: (0..<28).map { row in (0..<28).map { [row * $0 % 7 / 4] } }))]}"#
  )

  private func predict(_ client: any TestClientProtocol) async throws -> String {
    let response = try await client.execute(
      uri: "/v1/models/digits:predict", method: .post, body: Self.body)
    #expect(response.status == .ok)
    return String(buffer: response.body)
  }

  private func version(_ client: any TestClientProtocol) async throws -> Int {
    struct Status: Decodable {
      let model_version_status: [Version]
      struct Version: Decodable { let version: String }
    }
    let response = try await client.execute(uri: "/v1/models/digits", method: .get)
    let status = try JSONDecoder().decode(Status.self, from: Data(response.body.readableBytesView))
    return try #require(status.model_version_status.first.flatMap { Int($0.version) })
  }

  /// Twenty changes, by a new file or in the old one, under requests that never stop: each is answered by
  /// the old model or by the new one.
  @Test func noRequestFailsDuringASwap() async throws {
    try await withFolder {
      let contents = [try model(temperature: 1), try model(temperature: 2)]
      let file = folder.appending(path: "model.safetensors")
      try contents[0].write(to: file)
      let (server, watch) = try server(file)
      try await Application(router: server.router()).test(.router) { client in
        var expected = [try await predict(client)]
        try await withThrowingTaskGroup(of: Set<String>.self) { group in
          let end = Flag()
          for _ in 0..<2 {
            group.addTask {
              var answers: Set<String> = []
              while !end.isSet { answers.insert(try await predict(client)) }
              return answers
            }
          }
          for change in 1...20 {
            let content = contents[change % 2]
            if change.isMultiple(of: 4) {
              // In two writes, with a look between.
              let handle = try FileHandle(forWritingTo: file)
              try handle.truncate(atOffset: 0)
              try handle.write(contentsOf: content.prefix(content.count / 2))
              await watch.look()
              await watch.look()
              #expect(try await version(client) == change)
              try handle.write(contentsOf: content.dropFirst(content.count / 2))
              try handle.close()
            } else {
              try content.write(to: file, options: change % 4 == 1 ? .atomic : [])
            }
            await watch.look()
            #expect(try await version(client) == change, "Taken before it was sure to be whole.")
            await watch.look()
            #expect(try await version(client) == change + 1)
            let answer = try await predict(client)
            if expected.count < 2 { expected.append(answer) }
            #expect(answer == expected[change % 2])
          }
          end.set()
          for try await answers in group { #expect(answers == Set(expected)) }
        }
        #expect(Set(expected).count == 2)
      }
    }
  }

  @Test func unchangedFilesAreLeftAlone() async throws {
    try await withFolder {
      let file = folder.appending(path: "model.safetensors")
      try model(temperature: 1).write(to: file)
      let (server, watch) = try server(file)
      try await Application(router: server.router()).test(.router) { client in
        for _ in 0..<3 { await watch.look() }
        try FileManager.default.removeItem(at: file)
        for _ in 0..<3 { await watch.look() }
        #expect(try await version(client) == 1)
      }
    }
  }

  enum Defect: CaseIterable {
    case halfWritten, noModel, otherShape, namesNothing, noNumbers
  }

  private func content(_ defect: Defect) throws -> Data {
    switch defect {
    case .halfWritten: return try model(temperature: 2).dropLast(1)
    case .noModel: return Data("no model".utf8)
    case .otherShape:
      return try data(
        of: Sequential(input: [20, 20, 1]) {
          Flatten(); Dense(units: 10)
        })
    case .namesNothing:
      return try data(
        of: Sequential(input: [28, 28, 1], seed: 1) {
          Flatten(); Dense(units: 10)
        })
    case .noNumbers:
      let model = try Sequential(input: [28, 28, 1], seed: 1) {
        Flatten(); Dense(units: 10)
      }
      var data = try data(of: model)
      // The last bias is no number, in half precision.
      data.replaceSubrange(data.count - 2..<data.count, with: [0xff, 0x7f])
      return data
    }
  }

  @Test(arguments: Defect.allCases)
  func theOldModelStays(defect: Defect) async throws {
    try await withFolder {
      let file = folder.appending(path: "model.safetensors")
      try model(temperature: 1).write(to: file)
      let (server, watch) = try server(file)
      try await Application(router: server.router()).test(.router) { client in
        let before = try await predict(client)
        try content(defect).write(to: file, options: .atomic)
        for _ in 0..<3 { await watch.look() }
        #expect(try await version(client) == 1)
        #expect(try await predict(client) == before)
        // And the next good one is taken.
        try model(temperature: 2).write(to: file, options: .atomic)
        for _ in 0..<2 { await watch.look() }
        #expect(try await version(client) == 2)
        #expect(try await predict(client) != before)
      }
    }
  }

  /// A model may be anybody's file.
  @Test func modelsHaveLimits() async throws {
    try await withFolder {
      let file = folder.appending(path: "model.safetensors")
      let data = try model(temperature: 1)
      try data.write(to: file)
      var limits = ServerLimits()
      limits.modelBytes = data.count - 1
      let problem = "\(file.path) is not a usable model file: "
      #expect(
        throws: FileError.malformed(
          path: file.path,
          what:
            "it has \(data.count) bytes, more than the \(data.count - 1) of a model that is served")
      ) { try ModelFile(path: file.path, limits: limits).load() }
      limits = ServerLimits()
      limits.modelParameters = 634_089
      #expect {
        try ModelFile(path: file.path, limits: limits).load()
      } throws: {
        "\($0)" == problem
          + "its network has 634090 parameters, more than the 634089 of a model that is served."
      }
      limits.modelParameters += 1
      limits.modelBytes = data.count
      _ = try ModelFile(path: file.path, limits: limits).load()
    }
  }
}
