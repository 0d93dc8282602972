import Foundation
import Testing

@testable import DigitServer

struct TrainingBoardTests {
  private static func batch(_ step: Int) -> TrainingEvent.Batch {
    .init(
      epoch: 1, step: step, steps: 10_000, epochFraction: Double(step) / 10_000,
      loss: 1 / Double(step), accuracy: 0.5, samplesPerSecond: 1000)
  }

  @Test func thoseWhoFallBehindGetTheState() async throws {
    let board = TrainingBoard()
    var (quick, slow) = (
      board.events().makeAsyncIterator(), board.events().makeAsyncIterator()
    )
    #expect(await quick.next()?.name == "state")
    #expect(await slow.next()?.name == "state")
    for step in 1...200 {
      board.add(Self.batch(step))
      #expect(await quick.next() == .batch(Self.batch(step)))
    }
    // Not the first of a backlog, and not a state of the past.
    let caughtUp = await slow.next()
    #expect(caughtUp?.state?.step == 200)
    #expect(caughtUp?.state?.curve.points.count == 200)
    board.add(Self.batch(201))
    #expect(await slow.next() == .batch(Self.batch(201)))
  }

  @Test func fewEventsWait() async throws {
    let board = TrainingBoard()
    var iterator = board.events().makeAsyncIterator()
    _ = await iterator.next()
    for step in 1...EventMailbox.mostWaiting { board.add(Self.batch(step)) }
    for step in 1...EventMailbox.mostWaiting {
      #expect(await iterator.next() == .batch(Self.batch(step)))
    }
  }

  @Test func cancelledReadersAreForgotten() async throws {
    let board = TrainingBoard()
    let reader = Task {
      var names: [String] = []
      for await event in board.events() { names.append(event.name) }
      return names
    }
    reader.cancel()
    #expect(await reader.value.count <= 1)
    board.add(Self.batch(1))
  }

  @Test func theCurveStaysShort() {
    var curve = TrainingCurve()
    for step in 1...100_000 {
      curve.add(.init(epochFraction: Double(step), loss: 1, accuracy: nil))
    }
    let places = curve.points.map(\.epochFraction)
    #expect((1000...2000).contains(places.count))
    #expect(places == places.sorted())
    let gaps = zip(places, places.dropFirst()).map { $1 - $0 }
    #expect(gaps.allSatisfy { $0 >= 32 && $0 <= 128 })
  }

  @Test func json() throws {
    let board = TrainingBoard()
    let idle = try Self.object(board.state)
    #expect(
      Set(idle.keys) == [
        "state", "run", "settings", "epoch", "epochs", "step", "steps", "loss", "accuracy",
        "history",
        "curve", "guesses", "guesses_correct", "test_accuracy", "model", "error", "resumable",
        "own",
      ])
    #expect(idle["state"] as? String == "idle")
    #expect(idle["run"] is NSNull)
    #expect(idle["own"] is NSNull)
    board.add(
      EpochRow(
        epoch: 1, loss: nil, accuracy: 0.5, validationLoss: nil, validationAccuracy: nil,
        seconds: 2,
        learningRate: 0.001), steps: 3)
    board.add(Self.batch(2))
    board.add(
      .init(epochFraction: 0.5, guesses: [Guess(label: 3, confidence: 0.5)], correct: 1))
    let state = try Self.object(board.state)
    let row = try #require((state["history"] as? [[String: Any]])?.first)
    #expect(
      Set(row.keys) == [
        "epoch", "loss", "accuracy", "val_loss", "val_accuracy", "seconds", "learning_rate",
      ])
    #expect(row["loss"] is NSNull)
    let point = try #require((state["curve"] as? [[String: Any]])?.first)
    #expect(Set(point.keys) == ["epoch_fraction", "loss", "accuracy"])
    let guesses = try #require(state["guesses"] as? [[String: Any]])
    #expect(guesses.first?["label"] as? Int == 3)
    #expect(state["guesses_correct"] as? Int == 1)
    let batch = try Self.object(TrainingEvent.batch(Self.batch(2)))
    #expect(
      Set(batch.keys) == [
        "epoch", "step", "steps", "epoch_fraction", "loss", "accuracy", "samples_per_second",
      ])
  }

  private static func object(_ value: some Encodable) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(value))
    return try #require(object as? [String: Any])
  }
}
