import Experiments
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import DigitServer

/// The page of the sweep that was begun last.
@Suite struct SweepPageTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "SweepPageTests-" + UUID().uuidString)

  /// What the server answers about a store, which the body may fill first.
  private func answer(_ fill: (_ store: String) throws -> Void) async throws -> TestResponse {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var configuration = DigitServer.Configuration.quiet
    configuration.dataFolder = folder.path
    configuration.experimentStore = folder.appending(path: "store.sqlite").path
    try fill(configuration.experimentStore)
    let server = try DigitServer(configuration, model: try smallModel())
    return try await Application(router: server.router()).test(.router) { client in
      try await client.execute(uri: "/experiments", method: .get)
    }
  }

  @Test func tellsHowToBeginOne() async throws {
    let answer = try await answer { _ in }
    let page = String(buffer: answer.body)
    #expect(answer.status == .ok)
    for words in ["No experiment yet", "digits experiment --optimizers", "<a href=\"/\">"] {
      #expect(page.contains(words))
    }
  }

  /// It leads back, and comes again by itself while a program is at work in the store.
  @Test(arguments: [true, false])
  func showsASweep(runs: Bool) async throws {
    var lock: Int32 = -1
    defer { if lock >= 0 { close(lock) } }
    let answer = try await answer { path in
      _ = try ExperimentStore(writing: path).add(SweepPlan(SweepSpecification()), named: "mine")
      guard runs else { return }
      lock = open(path + ".lock", O_RDWR | O_CREAT, 0o644)
      #expect(flock(lock, LOCK_EX) == 0)
    }
    let page = String(buffer: answer.body)
    #expect(answer.status == .ok)
    for words in ["<title>mine", "<a href=\"/\">Studio</a> · Sweep report"] {
      #expect(page.contains(words))
    }
    #expect(page.contains("<meta http-equiv=\"refresh\"") == runs)
  }

  @Test func saysWhatIsWrongWithAStore() async throws {
    let answer = try await answer { path in
      try Data("no store".utf8).write(to: URL(filePath: path))
    }
    #expect(answer.status == .internalServerError)
    #expect(String(buffer: answer.body).contains("store.sqlite"))
  }
}
