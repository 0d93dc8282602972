import Foundation
import MNIST
import NeuralNetwork
import Runs
import Testing

@testable import DigitServer

struct FineTuningTests {
  /// Drawings whose bars stand where those of the class before stand: the model is wrong about all.
  private static func drawings() -> OwnDrawings {
    (0..<12).reduce(into: OwnDrawings()) { drawings, number in
      drawings.add(SmallDigits.picture(number % 3 + 4, number), label: number % 3 + 5)
    }
  }

  private static func center(runs: Folder? = nil) throws -> SmallCenter {
    try SmallCenter(runs: runs) {
      let pictures = $0.pictures
      $0.drawings = { drawings() }
      $0.model = { name in
        guard name == "base" else { return nil }
        let model = try Sequential(input: [28, 28, 1]) {
          Flatten()
          Dense(units: 10)
        }
        model.compile(optimizer: Adam(), metrics: [.accuracy], threads: 1)
        try model.fit(try pictures().train, epochs: 2, verbose: .silent)
        return model
      }
    }
  }

  @Test func fitsToTheDrawings() async throws {
    let small = try Self.center()
    _ = try await small.train(.tune(model: "base", epochs: 5))
    let end = small.center.state
    #expect(end.phase == .finished)
    #expect(end.settings?.fineTune == "base")
    #expect(end.run?.hasPrefix("tuned-base-") == true)
    let own = try #require(end.own)
    #expect(own.count == 12)
    #expect(try own.before < 0.3 && #require(own.after) > own.before + 0.2)
  }

  @Test func goesOnAfterAnInterruption() async throws {
    let whole = try Self.center()
    _ = try await whole.train(.tune(model: "base", epochs: 5))
    let broken = try Self.center()
    let watching = broken.center.events()
    _ = try await broken.center.start(.tune(model: "base", epochs: 5))
    await SmallCenter.wait(for: watching, \.isEpoch)
    await broken.center.interrupt()
    let run = try #require(broken.center.state.resumable.first?.run)

    let again = try Self.center(runs: broken.runs)
    _ = try await again.train(.resume(run: run))
    #expect(again.center.state.own?.before == whole.center.state.own?.before)
    #expect(again.registered[run] != nil)
    #expect(again.registered[run] == whole.registered[whole.center.state.run])
  }

  @Test func whatIsMissing() async throws {
    let small = try Self.center()
    await #expect(throws: TrainingError.unknownModel("other")) {
      _ = try await small.center.start(.tune(model: "other", epochs: 1))
    }
    await #expect(throws: TrainingError.noDrawings) {
      _ = try await SmallCenter().center.start(.tune(model: "base", epochs: 1))
    }
    // Neither has left anything, or keeps the next one from starting.
    #expect(try FileManager.default.contentsOfDirectory(atPath: small.runs.path).isEmpty)
    _ = try await small.train(.tune(model: "base", epochs: 1))
    #expect(small.center.state.phase == .finished)
  }
}
