import Foundation
import NeuralNetwork
import Runs
import Testing

@testable import DigitServer

struct TrainingCenterTests {
  @Test func fromTheFirstStateToTheModel() async throws {
    let small = try SmallCenter()
    let events = try await small.train(SmallCenter.request(epochs: 3))
    let phases = events.compactMap(\.state?.phase)
    #expect(phases == [.idle, .running, .finished])
    #expect(events.first?.state?.phase == .idle)

    let rows = events.compactMap { event -> EpochRow? in
      if case .epoch(let row) = event { row } else { nil }
    }
    #expect(rows.map(\.epoch) == [1, 2, 3])
    #expect(rows.allSatisfy { $0.validationLoss != nil && $0.seconds > 0 })
    let guesses = events.compactMap { event -> TrainingEvent.Guesses? in
      if case .guesses(let guesses) = event { guesses } else { nil }
    }
    #expect(guesses.count >= 9)
    #expect(guesses.allSatisfy { $0.guesses.count == 20 && (0...20).contains($0.correct) })
    #expect(guesses.map(\.epochFraction) == guesses.map(\.epochFraction).sorted())
    #expect(guesses.last?.epochFraction == 3)
    guard case .batch(let first) = events.first(where: { $0.name == "batch" }) else {
      Issue.record("no step was told")
      return
    }
    // 270 pictures, 8 at a time.
    #expect((first.epoch, first.step, first.steps) == (1, 1, 34))
    #expect(first.samplesPerSecond > 0)

    let end = small.center.state
    let run = try #require(end.run)
    #expect(run.hasPrefix("custom-"))
    #expect(end.model == run)
    #expect(end.history == rows)
    #expect(try #require(end.testAccuracy) > 0.8)
    #expect((end.epoch, end.step, end.steps) == (3, 34, 34))
    #expect(end.guesses == guesses.last?.guesses)
    #expect(end.resumable.isEmpty)
    #expect(small.runs.exists("\(run)/run.json"))
    let model = try Sequential(contentsOf: small.runs.path("\(run)/model.safetensors"))
    #expect(model.fingerprint == small.registered[run])
    #expect(RunSettings(of: model)?.layers?.count == 2)
  }

  @Test func onlyOneAtATime() async throws {
    let small = try SmallCenter()
    let request = try SmallCenter.request(epochs: 100)
    let events = small.center.events()
    let state = try await small.center.start(request)
    #expect(state.phase == .running)
    await #expect(throws: TrainingError.busy) { _ = try await small.center.start(request) }
    #expect(try small.center.stop().phase == .stopping)
    #expect(throws: TrainingError.notRunning) { try small.center.pause() }
    _ = await SmallCenter.all(events)
    // As soon as its end is seen the next one may begin.
    let again = small.center.events()
    _ = try await small.center.start(SmallCenter.request(epochs: 1))
    _ = await SmallCenter.all(again)
    #expect(small.center.state.phase == .finished)
    #expect(throws: TrainingError.notRunning) { try small.center.stop() }
  }

  /// While one stands still, another one like it comes to its end.
  @Test func pauseAndResume() async throws {
    let small = try SmallCenter()
    let request = try SmallCenter.request(epochs: 12)
    let events = small.center.events()
    _ = try await small.center.start(request)
    #expect(try small.center.pause().phase == .paused)
    _ = try await SmallCenter().train(request)
    #expect(small.center.state.phase == .paused)
    #expect(small.center.state.history.count < 12)
    #expect(try small.center.resume().phase == .running)
    _ = await SmallCenter.all(events)
    #expect(small.center.state.phase == .finished)
    #expect(small.center.state.history.count == 12)
  }

  @Test func stopKeepsTheBestSoFar() async throws {
    let small = try SmallCenter()
    let events = small.center.events()
    _ = try await small.center.start(SmallCenter.request(epochs: 100))
    await SmallCenter.wait(for: small.center.events(), \.isEpoch)
    // Paused at once, so that there is something left to stop.
    _ = try small.center.pause()
    #expect(try small.center.stop().phase == .stopping)
    _ = await SmallCenter.all(events)
    let end = small.center.state
    #expect(end.phase == .stopped)
    #expect((1..<100).contains(end.history.count))
    let run = try #require(end.model)
    #expect(small.registered[run] != nil)
    #expect(end.testAccuracy != nil)
    // Concluded: it is not offered again, neither now nor after a restart.
    #expect(end.resumable.isEmpty)
    #expect(try SmallCenter(runs: small.runs).center.state.resumable.isEmpty)
  }

  /// A folder as a kill leaves it goes on to the weights of the training that was never killed.
  @Test func resumeAfterAKill() async throws {
    let small = try SmallCenter()
    let events = small.center.events()
    let watching = small.center.events()
    _ = try await small.center.start(SmallCenter.request(epochs: 30, ", \"seed\": 3"))
    await SmallCenter.wait(for: watching, \.isEpoch)
    await SmallCenter.wait(for: watching, \.isEpoch)
    _ = try small.center.pause()
    let copy = try Folder()
    try FileManager.default.removeItem(atPath: copy.path)
    try FileManager.default.copyItem(atPath: small.runs.path, toPath: copy.path)
    // It is not interrupted: a program is busy with it.
    #expect(try SmallCenter(runs: small.runs).center.state.resumable.isEmpty)
    _ = try small.center.resume()
    _ = await SmallCenter.all(events)
    let run = try #require(small.center.state.run)

    let other = try SmallCenter(runs: copy)
    let offered = other.center.state.resumable
    #expect(offered.map(\.run) == [run])
    #expect(try (1..<30).contains(#require(offered.first).epoch))
    #expect(offered.first?.epochs == 30)
    await #expect(throws: TrainingError.unknownRun("../\(run)")) {
      _ = try await other.center.start(.resume(run: "../\(run)"))
    }
    // Of pictures that this server has not.
    let foreign = try SmallCenter(runs: copy) { $0.dataset = .fashion }
    #expect(foreign.center.state.resumable.isEmpty)
    await #expect(throws: TrainingError.unknownRun(run)) {
      _ = try await foreign.center.start(.resume(run: run))
    }
    _ = try await other.train(.resume(run: run))
    #expect(other.center.state.phase == .finished)
    #expect(other.center.state.history.count == 30)
    #expect(other.registered[run] != nil)
    #expect(other.registered[run] == small.registered[run])
    #expect(other.center.state.resumable.isEmpty)
  }

  @Test func interruptedByTheServersEnd() async throws {
    let small = try SmallCenter()
    let watching = small.center.events()
    _ = try await small.center.start(SmallCenter.request(epochs: 100))
    await SmallCenter.wait(for: watching, \.isEpoch)
    await small.center.interrupt()
    let state = small.center.state
    #expect(state.phase == .idle)
    #expect(state.resumable.map(\.run) == [state.run])
    #expect(state.model == nil)
  }

  @Test func damagedRunsAreNotOffered() async throws {
    let small = try SmallCenter()
    let watching = small.center.events()
    _ = try await small.center.start(SmallCenter.request(epochs: 100))
    await SmallCenter.wait(for: watching, \.isEpoch)
    await small.center.interrupt()
    let run = try #require(small.center.state.run)
    for name in ["last", "previous"] {
      try Data("damaged".utf8).write(
        to: URL(filePath: small.runs.path("\(run)/checkpoints/\(name).safetensors")))
    }
    #expect(try SmallCenter(runs: small.runs).center.state.resumable.isEmpty)
  }

  @Test func divergence() async throws {
    let small = try SmallCenter()
    let request = try TrainingRequest(
      json: Data(
        """
        {"layers": [{"kind": "flatten"}, {"kind": "dense", "units": 64}, {"kind": "dense", "units": 64},
          {"kind": "dense", "units": 10}], "optimizer": "sgd", "learning_rate": 10, "epochs": 100,
          "activation": "linear", "batch_size": 8}
        """.utf8))
    _ = try await small.train(request)
    #expect(small.center.state.phase == .failed)
    #expect(small.center.state.error?.contains("smaller learning rate") == true)
    #expect(small.center.state.model == nil)
    // The server lives on.
    _ = try await small.train(SmallCenter.request(epochs: 1))
    #expect(small.center.state.phase == .finished)
    #expect(small.center.state.error == nil)
  }

  @Test func noPlaceForRuns() async throws {
    let folder = try Folder()
    try Data().write(to: URL(filePath: folder.path("file")))
    let small = try SmallCenter {
      var other = TrainingCenter.Surroundings(folder: folder.path("file"))
      (other.dataset, other.validation, other.pictures) = ($0.dataset, $0.validation, $0.pictures)
      $0 = other
    }
    do {
      _ = try await small.center.start(SmallCenter.request(epochs: 1))
      Issue.record("it started")
    } catch {
      #expect("\(error)".hasPrefix("Cannot write "))
    }
    #expect(small.center.state.phase == .idle)
  }
}
